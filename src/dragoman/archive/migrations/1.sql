-- Schema 1. Rows are reports of articles; `record` keeps each record whole.
CREATE TABLE meta (key VARCHAR PRIMARY KEY, value VARCHAR NOT NULL);

CREATE TABLE runs (
    run INTEGER PRIMARY KEY,
    started TIMESTAMP NOT NULL,
    finished TIMESTAMP,
    version VARCHAR NOT NULL,
    model VARCHAR NOT NULL,
    lexicon VARCHAR NOT NULL,
    settings JSON NOT NULL,
    inputs VARCHAR[] NOT NULL
);

CREATE TABLE articles (
    article BIGINT PRIMARY KEY,
    run INTEGER NOT NULL,
    id VARCHAR NOT NULL,
    url VARCHAR,
    outlet VARCHAR,
    title VARCHAR,
    byline VARCHAR,
    published DATE,
    published_from VARCHAR NOT NULL,
    language VARCHAR,
    kind VARCHAR NOT NULL,
    words INTEGER NOT NULL,
    sha256 VARCHAR NOT NULL,
    empty VARCHAR,
    record JSON NOT NULL
);

CREATE TABLE events (
    article BIGINT NOT NULL,
    event VARCHAR NOT NULL,
    type VARCHAR NOT NULL,
    mode VARCHAR,
    plover_type VARCHAR NOT NULL,
    plover_mode VARCHAR,
    quad VARCHAR NOT NULL,
    score DOUBLE NOT NULL,
    cameo VARCHAR,
    goldstein DOUBLE,
    status VARCHAR NOT NULL,
    historical BOOLEAN NOT NULL,
    contexts VARCHAR[] NOT NULL,
    actors VARCHAR[] NOT NULL,
    actor_countries VARCHAR[] NOT NULL,
    actor_sectors VARCHAR[] NOT NULL,
    recipients VARCHAR[] NOT NULL,
    recipient_countries VARCHAR[] NOT NULL,
    recipient_sectors VARCHAR[] NOT NULL,
    start DATE,
    "end" DATE,
    granularity VARCHAR,
    basis VARCHAR,
    place VARCHAR,
    place_country VARCHAR,
    lat DOUBLE,
    lon DOUBLE,
    sentence VARCHAR NOT NULL,
    trigger_start INTEGER NOT NULL,
    trigger_end INTEGER NOT NULL,
    trigger VARCHAR NOT NULL,
    evidence VARCHAR NOT NULL,
    confidence DOUBLE NOT NULL
);

CREATE TABLE reports (
    article BIGINT NOT NULL,
    event VARCHAR NOT NULL,
    number INTEGER NOT NULL,
    stance VARCHAR NOT NULL,
    statement VARCHAR,
    speakers VARCHAR[] NOT NULL,
    trigger_start INTEGER NOT NULL,
    trigger_end INTEGER NOT NULL,
    trigger VARCHAR NOT NULL,
    evidence VARCHAR NOT NULL
);

CREATE TABLE statements (
    article BIGINT NOT NULL,
    statement VARCHAR NOT NULL,
    speakers VARCHAR[] NOT NULL,
    countries VARCHAR[] NOT NULL,
    speaker VARCHAR,
    cue VARCHAR,
    kind VARCHAR NOT NULL,
    content VARCHAR NOT NULL,
    content_start INTEGER NOT NULL,
    content_end INTEGER NOT NULL,
    parent VARCHAR,
    confidence DOUBLE NOT NULL
);

CREATE TABLE forecasts (
    article BIGINT NOT NULL,
    forecast VARCHAR NOT NULL,
    forecasters VARCHAR[] NOT NULL,
    claim VARCHAR NOT NULL,
    claim_start INTEGER NOT NULL,
    claim_end INTEGER NOT NULL,
    wording VARCHAR NOT NULL,
    low DOUBLE NOT NULL,
    high DOUBLE NOT NULL,
    condition VARCHAR,
    window_start DATE,
    window_end DATE,
    window_basis VARCHAR NOT NULL,
    events VARCHAR[] NOT NULL,
    statement VARCHAR,
    confidence DOUBLE NOT NULL
);

CREATE TABLE failures (
    run INTEGER NOT NULL,
    source VARCHAR NOT NULL,
    code VARCHAR NOT NULL,
    reason VARCHAR NOT NULL
);
