-- Which picture a job is painted over: the recipe says it, and this finds who still needs a file.

ALTER TABLE jobs ADD COLUMN image TEXT
    GENERATED ALWAYS AS (json_extract(params, '$.image')) VIRTUAL;

CREATE INDEX jobs_by_image ON jobs (image) WHERE image IS NOT NULL;
