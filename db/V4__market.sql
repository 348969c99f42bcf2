-- The market's carts. A cart is there from the first thing in it; whoever has its signed id in a cookie owns it.

CREATE TABLE cart (
    id      uuid PRIMARY KEY,
    changed timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX cart_changed ON cart (changed);

CREATE TABLE cart_item (
    cart     uuid NOT NULL REFERENCES cart ON DELETE CASCADE,
    thing    text NOT NULL,
    quantity integer NOT NULL CHECK (quantity BETWEEN 1 AND 99),
    PRIMARY KEY (cart, thing)
);

-- What signs the cookies where nobody has set a key: one for all markets on this database.
CREATE TABLE market_key (
    id  integer PRIMARY KEY CHECK (id = 1),
    key text NOT NULL
);
