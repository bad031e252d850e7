-- Events that other people coded. They come without a text, so they are no records: each format
-- has a table of its own. First stand the columns that all share, in Dragoman's words; then the
-- format's own columns, every cell as text as it came, so that nothing is lost.
CREATE TABLE IF NOT EXISTS imports (
    import INTEGER PRIMARY KEY,
    imported TIMESTAMP NOT NULL,
    format VARCHAR NOT NULL,
    file VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    rows BIGINT NOT NULL,
    repeated BIGINT NOT NULL,
    unread JSON NOT NULL
);

CREATE TABLE IF NOT EXISTS import_rejects (
    import INTEGER NOT NULL,
    line BIGINT NOT NULL,
    reason VARCHAR NOT NULL,
    text VARCHAR NOT NULL
);

CREATE TABLE IF NOT EXISTS icews (
    import INTEGER NOT NULL, source_id VARCHAR, date DATE, actor_name VARCHAR,
    actor_country VARCHAR, actor_sector VARCHAR, actor_code VARCHAR, recipient_name VARCHAR,
    recipient_country VARCHAR, recipient_sector VARCHAR, recipient_code VARCHAR,
    cameo VARCHAR, type VARCHAR, mode VARCHAR, quad VARCHAR, score DOUBLE, goldstein DOUBLE,
    place VARCHAR, place_country VARCHAR, lat DOUBLE, lon DOUBLE, url VARCHAR,
    mentions INTEGER,
    "Event ID" VARCHAR, "Event Date" VARCHAR, "Source Name" VARCHAR, "Source Sectors" VARCHAR,
    "Source Country" VARCHAR, "Event Text" VARCHAR, "CAMEO Code" VARCHAR, Intensity VARCHAR,
    "Target Name" VARCHAR, "Target Sectors" VARCHAR, "Target Country" VARCHAR,
    "Story ID" VARCHAR, "Sentence Number" VARCHAR, Publisher VARCHAR, City VARCHAR,
    District VARCHAR, Province VARCHAR, Country VARCHAR, Latitude VARCHAR, Longitude VARCHAR
);

CREATE TABLE IF NOT EXISTS gdelt1 (
    import INTEGER NOT NULL, source_id VARCHAR, date DATE, actor_name VARCHAR,
    actor_country VARCHAR, actor_sector VARCHAR, actor_code VARCHAR, recipient_name VARCHAR,
    recipient_country VARCHAR, recipient_sector VARCHAR, recipient_code VARCHAR,
    cameo VARCHAR, type VARCHAR, mode VARCHAR, quad VARCHAR, score DOUBLE, goldstein DOUBLE,
    place VARCHAR, place_country VARCHAR, lat DOUBLE, lon DOUBLE, url VARCHAR,
    mentions INTEGER,
    GLOBALEVENTID VARCHAR, SQLDATE VARCHAR, MonthYear VARCHAR, Year VARCHAR,
    FractionDate VARCHAR, Actor1Code VARCHAR, Actor1Name VARCHAR, Actor1CountryCode VARCHAR,
    Actor1KnownGroupCode VARCHAR, Actor1EthnicCode VARCHAR, Actor1Religion1Code VARCHAR,
    Actor1Religion2Code VARCHAR, Actor1Type1Code VARCHAR, Actor1Type2Code VARCHAR,
    Actor1Type3Code VARCHAR, Actor2Code VARCHAR, Actor2Name VARCHAR,
    Actor2CountryCode VARCHAR, Actor2KnownGroupCode VARCHAR, Actor2EthnicCode VARCHAR,
    Actor2Religion1Code VARCHAR, Actor2Religion2Code VARCHAR, Actor2Type1Code VARCHAR,
    Actor2Type2Code VARCHAR, Actor2Type3Code VARCHAR, IsRootEvent VARCHAR, EventCode VARCHAR,
    EventBaseCode VARCHAR, EventRootCode VARCHAR, QuadClass VARCHAR, GoldsteinScale VARCHAR,
    NumMentions VARCHAR, NumSources VARCHAR, NumArticles VARCHAR, AvgTone VARCHAR,
    Actor1Geo_Type VARCHAR, Actor1Geo_FullName VARCHAR, Actor1Geo_CountryCode VARCHAR,
    Actor1Geo_ADM1Code VARCHAR, Actor1Geo_Lat VARCHAR, Actor1Geo_Long VARCHAR,
    Actor1Geo_FeatureID VARCHAR, Actor2Geo_Type VARCHAR, Actor2Geo_FullName VARCHAR,
    Actor2Geo_CountryCode VARCHAR, Actor2Geo_ADM1Code VARCHAR, Actor2Geo_Lat VARCHAR,
    Actor2Geo_Long VARCHAR, Actor2Geo_FeatureID VARCHAR, ActionGeo_Type VARCHAR,
    ActionGeo_FullName VARCHAR, ActionGeo_CountryCode VARCHAR, ActionGeo_ADM1Code VARCHAR,
    ActionGeo_Lat VARCHAR, ActionGeo_Long VARCHAR, ActionGeo_FeatureID VARCHAR,
    DATEADDED VARCHAR, SOURCEURL VARCHAR
);

CREATE TABLE IF NOT EXISTS gdelt2 (
    import INTEGER NOT NULL, source_id VARCHAR, date DATE, actor_name VARCHAR,
    actor_country VARCHAR, actor_sector VARCHAR, actor_code VARCHAR, recipient_name VARCHAR,
    recipient_country VARCHAR, recipient_sector VARCHAR, recipient_code VARCHAR,
    cameo VARCHAR, type VARCHAR, mode VARCHAR, quad VARCHAR, score DOUBLE, goldstein DOUBLE,
    place VARCHAR, place_country VARCHAR, lat DOUBLE, lon DOUBLE, url VARCHAR,
    mentions INTEGER,
    GLOBALEVENTID VARCHAR, SQLDATE VARCHAR, MonthYear VARCHAR, Year VARCHAR,
    FractionDate VARCHAR, Actor1Code VARCHAR, Actor1Name VARCHAR, Actor1CountryCode VARCHAR,
    Actor1KnownGroupCode VARCHAR, Actor1EthnicCode VARCHAR, Actor1Religion1Code VARCHAR,
    Actor1Religion2Code VARCHAR, Actor1Type1Code VARCHAR, Actor1Type2Code VARCHAR,
    Actor1Type3Code VARCHAR, Actor2Code VARCHAR, Actor2Name VARCHAR,
    Actor2CountryCode VARCHAR, Actor2KnownGroupCode VARCHAR, Actor2EthnicCode VARCHAR,
    Actor2Religion1Code VARCHAR, Actor2Religion2Code VARCHAR, Actor2Type1Code VARCHAR,
    Actor2Type2Code VARCHAR, Actor2Type3Code VARCHAR, IsRootEvent VARCHAR, EventCode VARCHAR,
    EventBaseCode VARCHAR, EventRootCode VARCHAR, QuadClass VARCHAR, GoldsteinScale VARCHAR,
    NumMentions VARCHAR, NumSources VARCHAR, NumArticles VARCHAR, AvgTone VARCHAR,
    Actor1Geo_Type VARCHAR, Actor1Geo_FullName VARCHAR, Actor1Geo_CountryCode VARCHAR,
    Actor1Geo_ADM1Code VARCHAR, Actor1Geo_ADM2Code VARCHAR, Actor1Geo_Lat VARCHAR,
    Actor1Geo_Long VARCHAR, Actor1Geo_FeatureID VARCHAR, Actor2Geo_Type VARCHAR,
    Actor2Geo_FullName VARCHAR, Actor2Geo_CountryCode VARCHAR, Actor2Geo_ADM1Code VARCHAR,
    Actor2Geo_ADM2Code VARCHAR, Actor2Geo_Lat VARCHAR, Actor2Geo_Long VARCHAR,
    Actor2Geo_FeatureID VARCHAR, ActionGeo_Type VARCHAR, ActionGeo_FullName VARCHAR,
    ActionGeo_CountryCode VARCHAR, ActionGeo_ADM1Code VARCHAR, ActionGeo_ADM2Code VARCHAR,
    ActionGeo_Lat VARCHAR, ActionGeo_Long VARCHAR, ActionGeo_FeatureID VARCHAR,
    DATEADDED VARCHAR, SOURCEURL VARCHAR
);

CREATE TABLE IF NOT EXISTS gdelt_mentions (
    import INTEGER NOT NULL,
    GLOBALEVENTID VARCHAR, EventTimeDate VARCHAR, MentionTimeDate VARCHAR,
    MentionType VARCHAR, MentionSourceName VARCHAR, MentionIdentifier VARCHAR,
    SentenceID VARCHAR, Actor1CharOffset VARCHAR, Actor2CharOffset VARCHAR,
    ActionCharOffset VARCHAR, InRawText VARCHAR, Confidence VARCHAR, MentionDocLen VARCHAR,
    MentionDocTone VARCHAR, MentionDocTranslationInfo VARCHAR, Extras VARCHAR
);

CREATE TABLE IF NOT EXISTS polecat (
    import INTEGER NOT NULL, source_id VARCHAR, date DATE, actor_name VARCHAR,
    actor_country VARCHAR, actor_sector VARCHAR, actor_code VARCHAR, recipient_name VARCHAR,
    recipient_country VARCHAR, recipient_sector VARCHAR, recipient_code VARCHAR,
    cameo VARCHAR, type VARCHAR, mode VARCHAR, quad VARCHAR, score DOUBLE, goldstein DOUBLE,
    place VARCHAR, place_country VARCHAR, lat DOUBLE, lon DOUBLE, url VARCHAR,
    mentions INTEGER,
    "Event ID" VARCHAR, "Event Date" VARCHAR, "Event Type" VARCHAR, "Event Mode" VARCHAR,
    "Event Intensity" VARCHAR, "Quad Code" VARCHAR, Contexts VARCHAR, "Actor Name" VARCHAR,
    "Actor Country" VARCHAR, "Actor COW" VARCHAR, "Primary Actor Sector" VARCHAR,
    "Actor Sectors" VARCHAR, "Actor Title" VARCHAR, "Actor Name Raw" VARCHAR,
    "Wikipedia Actor ID" VARCHAR, "Recipient Name" VARCHAR, "Recipient Country" VARCHAR,
    "Recipient COW" VARCHAR, "Primary Recipient Sector" VARCHAR, "Recipient Sectors" VARCHAR,
    "Recipient Title" VARCHAR, "Recipient Name Raw" VARCHAR, "Wikipedia Recipient ID" VARCHAR,
    Placename VARCHAR, City VARCHAR, District VARCHAR, Province VARCHAR, Country VARCHAR,
    Latitude VARCHAR, Longitude VARCHAR, "GeoNames ID" VARCHAR, "Raw Placename" VARCHAR,
    "Feature Type" VARCHAR, "Source" VARCHAR, "Publication Date" VARCHAR,
    "Story People" VARCHAR, "Story Organizations" VARCHAR, "Story Locations" VARCHAR,
    "Language" VARCHAR, Version VARCHAR
);

CREATE TABLE IF NOT EXISTS plover (
    import INTEGER NOT NULL, source_id VARCHAR, date DATE, actor_name VARCHAR,
    actor_country VARCHAR, actor_sector VARCHAR, actor_code VARCHAR, recipient_name VARCHAR,
    recipient_country VARCHAR, recipient_sector VARCHAR, recipient_code VARCHAR,
    cameo VARCHAR, type VARCHAR, mode VARCHAR, quad VARCHAR, score DOUBLE, goldstein DOUBLE,
    place VARCHAR, place_country VARCHAR, lat DOUBLE, lon DOUBLE, url VARCHAR,
    mentions INTEGER,
    object JSON NOT NULL
);

-- All of them under each other, in the shared columns.
CREATE OR REPLACE VIEW imported AS
SELECT 'icews' AS source,
    import, source_id, date, actor_name, actor_country, actor_sector, actor_code,
    recipient_name, recipient_country, recipient_sector, recipient_code, cameo, type, mode,
    quad, score, goldstein, place, place_country, lat, lon, url, mentions
FROM icews
UNION ALL
SELECT 'gdelt1' AS source,
    import, source_id, date, actor_name, actor_country, actor_sector, actor_code,
    recipient_name, recipient_country, recipient_sector, recipient_code, cameo, type, mode,
    quad, score, goldstein, place, place_country, lat, lon, url, mentions
FROM gdelt1
UNION ALL
SELECT 'gdelt2' AS source,
    import, source_id, date, actor_name, actor_country, actor_sector, actor_code,
    recipient_name, recipient_country, recipient_sector, recipient_code, cameo, type, mode,
    quad, score, goldstein, place, place_country, lat, lon, url, mentions
FROM gdelt2
UNION ALL
SELECT 'polecat' AS source,
    import, source_id, date, actor_name, actor_country, actor_sector, actor_code,
    recipient_name, recipient_country, recipient_sector, recipient_code, cameo, type, mode,
    quad, score, goldstein, place, place_country, lat, lon, url, mentions
FROM polecat
UNION ALL
SELECT 'plover' AS source,
    import, source_id, date, actor_name, actor_country, actor_sector, actor_code,
    recipient_name, recipient_country, recipient_sector, recipient_code, cameo, type, mode,
    quad, score, goldstein, place, place_country, lat, lon, url, mentions
FROM plover;

-- The same as pairs of states, in the columns that the room of relations reads; its source, what
-- several rows may share, is the article.
CREATE OR REPLACE VIEW imported_dyads AS
SELECT import, date, actor_country AS actor, recipient_country AS recipient, type, cameo, quad,
    score, goldstein, url AS source
FROM imported
WHERE actor_country <> recipient_country;
