"""Rules of the geoparser as data: words that tell places from persons and organisations."""
