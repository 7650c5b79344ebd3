"""Resources that were found."""


class ResourceInformation:
    """A kind of resource, such as ``gpu``, and the addresses of what there is of it."""

    def __init__(self, name: str, addresses: list[str]):
        self._name = name
        self._addresses = addresses

    @property
    def name(self) -> str:
        """The kind."""
        return self._name

    @property
    def addresses(self) -> list[str]:
        """What there is, as the discovery script has named it."""
        return self._addresses
