"""`citecheck config show`: the settings in force and where each came from."""

from __future__ import annotations

import click


@click.group()
def config() -> None:
    """Show the settings in force and where each came from."""


@config.command()
@click.option("--config", "path", metavar="FILE", help="Read this configuration instead of the nearest.")
def show(path: str | None) -> int:
    """Print each setting, its value and its origin; keys are named, never printed.

    \b
    Examples:
      citecheck config show
      citecheck config show --config desk/citecheck.toml
    """
    from citecheck.settings import KEY_NAMES, resolve

    resolved = resolve({"config": path})
    for name, origin in sorted(resolved.origins.items()):
        value = getattr(resolved.settings, name)
        if name == "user_outlets":
            value = tuple(outlet.name for outlet in value)
        if isinstance(value, tuple):
            value = ", ".join(value)
        click.echo(f"{name.replace('_', '-'):16}{'' if value is None else value!s:24} ({origin})")
    for key in KEY_NAMES:
        click.echo(f"{key:24}{'set' if key in resolved.settings.keys else 'not set':16}(environment)")
    return 0
