"""All commands that need no screen."""

import click

from tui.headless.cancel import cancel
from tui.headless.config import config
from tui.headless.doctor import doctor
from tui.headless.findings import findings
from tui.headless.import_products import link_csv
from tui.headless.journal import journal
from tui.headless.link import link
from tui.headless.order import order
from tui.headless.orders import orders
from tui.headless.products import products
from tui.headless.purge import purge
from tui.headless.queue import queue
from tui.headless.settings import settings
from tui.headless.ship import ship
from tui.headless.status import status
from tui.headless.stock import stock
from tui.headless.sync import sync
from tui.headless.take_back import take_back
from tui.headless.unlink import unlink

COMMANDS: tuple[click.Command, ...] = (
    cancel,
    config,
    doctor,
    findings,
    journal,
    link,
    link_csv,
    order,
    orders,
    products,
    purge,
    queue,
    settings,
    ship,
    status,
    stock,
    sync,
    take_back,
    unlink,
)
