"""The list of screens: each has a name, the kind of thing it is, and a function that draws it."""

SCREENS = {}


def screen(kind, *names):
    """Add a screen for each of the names; the function is given the name, then the filling."""

    def add(draw):
        for name in names or ("",):
            SCREENS[f"{kind}.{name}".rstrip(".")] = (kind, draw, name)
        return draw

    return add


def drawn(name, filling):
    _, draw, variant = SCREENS[name]
    return draw(variant, filling)
