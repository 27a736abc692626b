"""`precheck cadence`: how an account stands, and how much it may still send."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from precheck.commands import (
    Sheet,
    UsageError,
    asked_of,
    drawing_options,
    json_option,
    plain,
    print_json,
    print_lines,
)
from precheck_cadence.commands.opened import Wanted, history_options, opened


class Moment(click.ParamType[datetime]):
    """A moment or a day of ISO 8601; in UTC where it names no zone."""

    name = "MOMENT"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """Read it."""
        try:
            found = datetime.fromisoformat(str(value))
            zoned = found if found.tzinfo is not None else found.replace(tzinfo=UTC)
            return zoned.astimezone(UTC)
        except (ValueError, OverflowError):
            self.fail(f"{value!r} is no moment; write it as 2026-12-02T18:00:00Z", param, ctx)


def _print_schema(ctx: click.Context, _: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click hands it over
    if value:
        from precheck_cadence.allowance.answer import schema_json

        sys.stdout.buffer.write(schema_json())
        sys.stdout.buffer.flush()
        ctx.exit()


@click.command("cadence")
@click.argument("account")
@click.option("--plan", metavar="WORDS", help="What if: '12 releases', '3 albums of 12 tracks'.")
@click.option("--artist", default="", metavar="NAME", help="Look at this name of the account.")
@click.option(
    "--for", "recipients", multiple=True, metavar="POLICY", help="By the limits of this policy."
)
@click.option("--as-of", type=Moment(), help="Instead of now; in UTC where it names no zone.")
@click.option(
    "--product",
    "products",
    multiple=True,
    metavar="KEY",
    help="Mark this product, such as icpn:9520000001018; without --as-of as of the last of them.",
)
@click.option(
    "--schema",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_schema,
    help="Print the JSON Schema of the answer.",
)
@json_option
@drawing_options
@history_options
def command(  # noqa: PLR0913 - each is an option of the command
    *,
    account: str,
    plan: str | None,
    artist: str,
    recipients: tuple[str, ...],
    as_of: datetime | None,
    products: tuple[str, ...],
    as_json: bool,
    sheet: Sheet,
    history: str | None,
    config: Path | None,
) -> None:
    """Show what an account has sent, how close it is to each limit, and what it may still send.

    The history is only read. Nothing that came after the moment counts.
    """
    from precheck_cadence.allowance.limits import asked
    from precheck_cadence.allowance.looking import Inquiry, came_last, outlook_of
    from precheck_cadence.allowance.page import page
    from precheck_cadence.allowance.plan import Plan
    from precheck_cadence.history import moment, time_of
    from precheck_cadence.history.opening import named
    from precheck_cadence.upload import key_of, writable

    account = writable(account)  # as it is remembered
    planned = Plan.parse(plan) if plan is not None else None
    wanted = Wanted.of(history, config)
    with opened(wanted) as store, store.snapshot():
        at = moment(as_of) if as_of is not None else came_last(store, account, products)
        if at is None:
            at = moment(datetime.now(UTC))
        rulings = asked_of("cadence", recipients, config, time_of(at).date())
        found = outlook_of(
            store,
            Inquiry(
                account=account,
                at=at,
                asked=asked(rulings),
                history=named(wanted.options),
                is_label=account in wanted.options.labels,
                artist=key_of(artist),
                plan=planned,
                products=products,
            ),
        )
    if found is None:
        when = f" up to {as_of:%Y-%m-%d %H:%M:%S} UTC" if as_of is not None else ""
        raise UsageError(f"the history holds nothing of account {plain(repr(account))}{when}")
    if as_json:
        print_json(found)
    else:
        print_lines(page(found, sheet), sheet)
