"""The two keys of a standing list: one seals its numbers, under the other they are found."""

from privacy.keystore import KeyGone, KeyStore


class ListKeys:
    """The keys of one list, looked up in the store itself each time.

    They are destroyed when nobody is left and made anew for the next one; another process may have done
    either since.
    """

    def __init__(self, keystore: KeyStore, id: str) -> None:
        self._keystore = keystore
        self._id = id
        self._data, self._handles = f"list/{id}/data", f"list/{id}/handles"

    @property
    def data(self) -> bytes:
        """The key that seals numbers; raises KeyGone."""
        return self._get(self._data)

    @property
    def handles(self) -> bytes:
        """The key of the handles; raises KeyGone."""
        return self._get(self._handles)

    def exist(self) -> bool:
        """Tell whether there is one of them."""
        return bool(self._keystore.names(f"list/{self._id}/"))

    def make(self) -> None:
        """Make what is missing."""
        for name in (self._data, self._handles):
            self._keystore.forget(name)
            self._keystore.create_or_get(name)

    def destroy(self) -> None:
        """Make both unrecoverable."""
        self._keystore.destroy(self._data)
        self._keystore.destroy(self._handles)

    def _get(self, name: str) -> bytes:
        self._keystore.forget(name)
        try:
            return self._keystore.get(name)
        except KeyGone:
            raise KeyGone(
                f"the key {name} is gone, so nobody on the list can be warned: empty it with "
                f"`yobikake list withdraw --everybody --list {self._id}`"
            ) from None
