-- Schema 2: actors as rows, ids of parties beside their names, and the tables of the rooms that
-- stand on the archive: linking, ledger, reviews.

CREATE TABLE actors (
    article BIGINT NOT NULL,
    actor VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    country VARCHAR,
    organization VARCHAR,
    sector VARCHAR,
    sectors VARCHAR[] NOT NULL,
    role VARCHAR,
    mentions INTEGER NOT NULL
);

INSERT INTO actors
WITH kept AS (
    SELECT article, unnest(from_json_strict(record->'actors',
        '[{"id": "VARCHAR", "name": "VARCHAR", "kind": "VARCHAR", "country": "VARCHAR",
           "organization": "VARCHAR", "sector": "VARCHAR", "sectors": ["VARCHAR"],
           "role": "VARCHAR"}]')) AS one
    FROM articles
), named AS (
    SELECT article, unnest(from_json_strict(record->'$.mentions[*].actor', '["VARCHAR"]')) AS actor
    FROM articles
), counted AS (SELECT article, actor, count(*) AS mentions FROM named GROUP BY ALL)
SELECT kept.article, one.id, one.name, one.kind, one.country, one.organization, one.sector,
    one.sectors, one.role, coalesce(mentions, 0)
FROM kept LEFT JOIN counted ON counted.article = kept.article AND counted.actor = kept.one.id;

ALTER TABLE events ADD COLUMN actor_ids VARCHAR[];
ALTER TABLE events ADD COLUMN recipient_ids VARCHAR[];
ALTER TABLE events ADD COLUMN statement VARCHAR;
UPDATE events SET actor_ids = found.one.actors, recipient_ids = found.one.recipients,
    statement = found.one.statement
FROM (
    SELECT article, unnest(from_json_strict(record->'events',
        '[{"id": "VARCHAR", "actors": ["VARCHAR"], "recipients": ["VARCHAR"],
           "statement": "VARCHAR"}]')) AS one
    FROM articles
) AS found
WHERE events.article = found.article AND events.event = found.one.id;
ALTER TABLE events ALTER COLUMN actor_ids SET NOT NULL;
ALTER TABLE events ALTER COLUMN recipient_ids SET NOT NULL;

-- Near-duplicate articles: origin is the earliest article of the group; kind says whether the
-- text is the same (copy), cut or rewritten (edited), or carries the story on (update).
CREATE TABLE copies (
    article BIGINT NOT NULL,
    origin BIGINT NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN ('copy', 'edited', 'update')),
    similarity DOUBLE NOT NULL
);

-- Things that happened (or are planned, feared, denied), and the events of articles that report
-- them, each with the reason why it was joined.
CREATE TABLE happenings (happening BIGINT PRIMARY KEY);
CREATE TABLE joins (
    article BIGINT NOT NULL,
    event VARCHAR NOT NULL,
    happening BIGINT NOT NULL,
    score DOUBLE,
    reason VARCHAR NOT NULL
);

-- What became of forecasts, with the evidence; "by" is who decided.
CREATE TABLE outcomes (
    article BIGINT NOT NULL,
    forecast VARCHAR NOT NULL,
    outcome VARCHAR NOT NULL,
    evidence_article BIGINT,
    evidence_event VARCHAR,
    basis VARCHAR NOT NULL,
    confidence DOUBLE,
    decided TIMESTAMP NOT NULL,
    "by" VARCHAR NOT NULL,
    note VARCHAR
);

-- Corrections by people: anchored on the hash of the text, the layer and the span, so that they
-- hold for a new run's record too.
CREATE TABLE reviews (
    review BIGINT PRIMARY KEY,
    made TIMESTAMP NOT NULL,
    reviewer VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    layer VARCHAR NOT NULL,
    start INTEGER,
    "end" INTEGER,
    action VARCHAR NOT NULL,
    field VARCHAR,
    before JSON,
    after JSON,
    note VARCHAR,
    undone BOOLEAN NOT NULL DEFAULT false
);
