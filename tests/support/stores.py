"""Two ways to make databases for stories, quickly: each is a copy of one that was upgraded once."""

import shutil
from pathlib import Path

import psycopg
from sqlalchemy.engine import make_url

from db import schema
from db.engine import make_engine


def _upgrade(url: str) -> str:
    engine = make_engine(url)
    schema.upgrade(engine)
    engine.dispose()
    return url


class Files:
    """Databases that are files; each is made where it is wanted, and goes when its folder goes."""

    def __init__(self, folder: Path) -> None:
        self._model = folder / "model.sqlite"

    def empty(self, path: Path) -> str:
        """Return the address of a database without tables."""
        path.parent.mkdir(parents=True, exist_ok=True)
        return f"sqlite:///{path}"

    def upgraded(self, path: Path) -> str:
        """Return the address of a database with this version's tables and no rows."""
        if not self._model.exists():
            _upgrade(self.empty(self._model))
        return self.copy(f"sqlite:///{self._model}", path)

    def copy(self, url: str, path: Path) -> str:
        """Return the address of a copy of a database that nobody has open."""
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(str(make_url(url).database), path)
        return f"sqlite:///{path}"

    def clear(self) -> None:
        """Forget what was made."""


class OnServer:
    """Databases on one server, named by a count; `path` says nothing there."""

    _made, _ready = 0, False

    def __init__(self, address: str) -> None:
        self._address, self._mine = address, list[str]()

    def empty(self, path: Path) -> str:
        return self._new("template0")

    def upgraded(self, path: Path) -> str:
        if not OnServer._ready:
            self._do("CREATE DATABASE model TEMPLATE template0 STRATEGY FILE_COPY")
            OnServer._ready = bool(_upgrade(self._address.format(name="model")))
        return self._new("model")

    def copy(self, url: str, path: Path) -> str:
        return self._new(str(make_url(url).database))

    def clear(self) -> None:
        self._do(*(f"DROP DATABASE {name} WITH (FORCE)" for name in self._mine))

    def _new(self, like: str) -> str:
        OnServer._made += 1
        self._mine.append(f"story_{OnServer._made}")
        self._do(f"CREATE DATABASE {self._mine[-1]} TEMPLATE {like} STRATEGY FILE_COPY")
        return self._address.format(name=self._mine[-1])

    def _do(self, *statements: str) -> None:
        with psycopg.connect(self._address.format(name="postgres"), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)


Databases = Files | OnServer
