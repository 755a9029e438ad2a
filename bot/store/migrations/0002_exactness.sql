-- How far a picture may depend on what shared its steps: it is painted again at the same level.

ALTER TABLE pictures ADD COLUMN exactness TEXT NOT NULL DEFAULT 'exact';
