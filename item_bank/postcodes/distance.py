"""How far points on the earth lie from each other, as the crow flies."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

EARTH_KM = 6371.0088
"""Mean radius of the earth (IUGG) in kilometres."""


def distance_km(
    latitude: ArrayLike, longitude: ArrayLike, latitudes: ArrayLike, longitudes: ArrayLike
) -> NDArray[np.float64]:
    """Return the distance over a sphere between points, broadcast as numpy does.

    Parameters
    ----------
    latitude, longitude
        Degrees of the first point or points.
    latitudes, longitudes
        Degrees of the others.

    Returns
    -------
    NDArray
        Kilometres, 0 or more.

    Notes
    -----
    Haversine: exact on a sphere and stable for points close together. Roads are longer; nothing here knows roads.

    Examples
    --------
    >>> round(float(distance_km(50.8466, 4.3517, 51.2211, 4.3997)), 1)
    41.8
    """
    phi, phis = _radians(latitude), _radians(latitudes)
    half_latitude = (phis - phi) / 2.0
    half_longitude = (_radians(longitudes) - _radians(longitude)) / 2.0
    chord = np.sin(half_latitude) ** 2 + np.cos(phi) * np.cos(phis) * np.sin(half_longitude) ** 2
    return np.asarray(2.0 * EARTH_KM * np.arcsin(np.sqrt(np.clip(chord, 0.0, 1.0))), dtype=np.float64)


def _radians(degrees: Any) -> NDArray[np.float64]:  # noqa: ANN401 - whatever numpy reads as numbers
    return np.radians(np.asarray(degrees, dtype=np.float64))
