PRAGMA application_id = 1347568963;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
CREATE TABLE product (
            id INTEGER PRIMARY KEY,
            account TEXT NOT NULL,
            key TEXT NOT NULL,
            title TEXT NOT NULL,
            message TEXT NOT NULL,
            first INTEGER NOT NULL,
            last INTEGER NOT NULL,
            UNIQUE (account, key)
        );
INSERT INTO "product" VALUES(1,'ada','icpn:1','Release 1','M1-30',1795176000000000,1795284000000000);
INSERT INTO "product" VALUES(2,'bo','icpn:2','Release 2','M2-48',1795348800000000,1795348800000000);
INSERT INTO "product" VALUES(3,'','icpn:3','Release 3','M3-50',1795356000000000,1795356000000000);
CREATE TABLE product_artist (
            product INTEGER NOT NULL REFERENCES product,
            artist TEXT NOT NULL,
            account TEXT NOT NULL,
            first INTEGER NOT NULL,
            PRIMARY KEY (product, artist)
        ) WITHOUT ROWID;
INSERT INTO "product_artist" VALUES(1,'ada example','ada',1795176000000000);
INSERT INTO "product_artist" VALUES(2,'bo','bo',1795348800000000);
CREATE TABLE recording (
            product INTEGER NOT NULL REFERENCES product,
            key TEXT NOT NULL,
            account TEXT NOT NULL,
            first INTEGER NOT NULL,
            is_current INTEGER NOT NULL,
            isrc TEXT NOT NULL,
            title TEXT NOT NULL,
            title_key TEXT NOT NULL,
            artist TEXT NOT NULL,
            artist_key TEXT NOT NULL,
            seconds REAL,
            sha256 BLOB,
            PRIMARY KEY (product, key)
        ) WITHOUT ROWID;
INSERT INTO "recording" VALUES(1,'isrc:QZPRE2600001','ada',1795176000000000,0,'QZPRE2600001','Title 1','title 1','Ada Example','ada example',185.0,X'0101010101010101010101010101010101010101010101010101010101010101');
INSERT INTO "recording" VALUES(1,'isrc:QZPRE2600002','ada',1795176000000000,1,'QZPRE2600002','Title 2','title 2','Ada Example','ada example',31.0,X'0202020202020202020202020202020202020202020202020202020202020202');
INSERT INTO "recording" VALUES(1,'isrc:QZPRE2600003','ada',1795176000000000,1,'QZPRE2600003','Title 3','title 3','Ada Example & Bo','ada example
bo',185.0,X'0303030303030303030303030303030303030303030303030303030303030303');
INSERT INTO "recording" VALUES(1,'isrc:QZPRE2600004','ada',1795284000000000,1,'QZPRE2600004','Title 4','title 4','Ada Example','ada example',185.0,X'0404040404040404040404040404040404040404040404040404040404040404');
INSERT INTO "recording" VALUES(1,'isrc:QZPRE2600005','ada',1795212000000000,0,'QZPRE2600005','Title 5','title 5','Ada Example','ada example',185.0,X'0505050505050505050505050505050505050505050505050505050505050505');
INSERT INTO "recording" VALUES(2,'isrc:GBXYZ2600001','bo',1795348800000000,1,'GBXYZ2600001','Other','other','Ada Example','ada example',31.0,X'0202020202020202020202020202020202020202020202020202020202020202');
INSERT INTO "recording" VALUES(3,'isrc:QZPRE2600006','',1795356000000000,1,'QZPRE2600006','Title 6','title 6','Ada Example','ada example',NULL,NULL);
CREATE TABLE recording_artist (
            product INTEGER NOT NULL REFERENCES product,
            recording TEXT NOT NULL,
            artist TEXT NOT NULL,
            account TEXT NOT NULL,
            first INTEGER NOT NULL,
            PRIMARY KEY (product, recording, artist)
        ) WITHOUT ROWID;
INSERT INTO "recording_artist" VALUES(1,'isrc:QZPRE2600002','ada example','ada',1795176000000000);
INSERT INTO "recording_artist" VALUES(1,'isrc:QZPRE2600003','ada example','ada',1795176000000000);
INSERT INTO "recording_artist" VALUES(1,'isrc:QZPRE2600004','ada example','ada',1795284000000000);
INSERT INTO "recording_artist" VALUES(2,'isrc:GBXYZ2600001','ada example','bo',1795348800000000);
INSERT INTO "recording_artist" VALUES(3,'isrc:QZPRE2600006','ada example','',1795356000000000);
INSERT INTO "recording_artist" VALUES(1,'isrc:QZPRE2600003','bo','ada',1795176000000000);
CREATE INDEX product_by_account ON product (account, first);
CREATE INDEX recording_by_account ON recording (account, first, seconds, is_current)
            WHERE is_current = 1;
CREATE INDEX recording_by_bytes ON recording (sha256, first)
            WHERE is_current = 1 AND sha256 IS NOT NULL;
CREATE INDEX product_artist_by_name ON product_artist (artist, first, account);
CREATE INDEX recording_artist_by_name ON recording_artist (artist, first, account);
COMMIT;
