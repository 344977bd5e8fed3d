"""Groups: people let an organisation see sums over at least twenty of them, and never anything of one of them."""
