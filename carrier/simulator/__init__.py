"""A telephone company in a box behind the same HTTP interface as Twilio's."""

from carrier.simulator.calls import Heard
from carrier.simulator.faults import Faults, FaultsInvalid, load_faults
from carrier.simulator.network import Network, NobodyThere
from carrier.simulator.personas import Mix
from carrier.simulator.realtime import RealTime
from carrier.simulator.rest import create_simulator
from carrier.simulator.server import Server, serve_in_thread
from carrier.simulator.settings import NetworkSettings, OurNumber
from carrier.simulator.telephone import Telephone

__all__ = [
    "Faults",
    "FaultsInvalid",
    "Heard",
    "Mix",
    "Network",
    "NetworkSettings",
    "NobodyThere",
    "OurNumber",
    "RealTime",
    "Server",
    "Telephone",
    "create_simulator",
    "load_faults",
    "serve_in_thread",
]
