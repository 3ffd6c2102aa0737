/** Raised with every change of the tables below. */
export const SCHEMA_VERSION = 2;

export const SCHEMA = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE account (id INTEGER PRIMARY KEY, ref TEXT NOT NULL, person INTEGER NOT NULL, worker TEXT NOT NULL, since INTEGER NOT NULL);
CREATE TABLE fact (id INTEGER PRIMARY KEY, body TEXT NOT NULL);
CREATE TABLE revision (id INTEGER PRIMARY KEY, settings TEXT NOT NULL, directory TEXT NOT NULL, data TEXT NOT NULL);
CREATE TABLE origin (id INTEGER PRIMARY KEY, name TEXT NOT NULL, source TEXT NOT NULL, received_at REAL NOT NULL, zone TEXT NOT NULL);
CREATE TABLE progress (key TEXT PRIMARY KEY, position INTEGER NOT NULL, line INTEGER NOT NULL, done INTEGER NOT NULL) WITHOUT ROWID;
-- The event log: blocks of one batch are sorted by (person, time); tail holds what is too fresh and too little to sort.
CREATE TABLE seg (id INTEGER PRIMARY KEY, batch INTEGER NOT NULL, p0 INTEGER NOT NULL, p1 INTEGER NOT NULL, t1 REAL NOT NULL, body BLOB NOT NULL);
CREATE INDEX seg_person ON seg (p0, p1, t1);
CREATE INDEX seg_batch ON seg (batch, id, p1);
CREATE TABLE tail (id INTEGER PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE ids (day INTEGER NOT NULL, seq INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY (day, seq)) WITHOUT ROWID;
CREATE TABLE dirty (worker TEXT PRIMARY KEY, since REAL NOT NULL, late INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE subject (worker TEXT PRIMARY KEY, head_time REAL, head_id TEXT, state TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE snap (worker TEXT NOT NULL, day INTEGER NOT NULL, state TEXT NOT NULL, PRIMARY KEY (worker, day)) WITHOUT ROWID;
CREATE TABLE presence (kind TEXT NOT NULL, subject TEXT NOT NULL, day INTEGER NOT NULL, worker TEXT NOT NULL, first REAL NOT NULL, last REAL NOT NULL, revision INTEGER NOT NULL, fact INTEGER NOT NULL, managed INTEGER, channels INTEGER NOT NULL, PRIMARY KEY (kind, subject, worker, day)) WITHOUT ROWID;
CREATE INDEX presence_worker ON presence (worker, day);
-- Only what several workers used, or what an alert is about: a flood of strangers' addresses leaves nothing here.
CREATE TABLE touched (kind TEXT NOT NULL, subject TEXT NOT NULL, PRIMARY KEY (kind, subject)) WITHOUT ROWID;
CREATE TABLE alert (id TEXT PRIMARY KEY, worker TEXT NOT NULL, subject TEXT NOT NULL, time REAL NOT NULL, body TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX alert_worker ON alert (worker);
CREATE INDEX alert_subject ON alert (subject);
CREATE INDEX alert_time ON alert (time, id);
CREATE TABLE case_machine (id TEXT PRIMARY KEY, worker TEXT NOT NULL, ordinal INTEGER NOT NULL, body TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX case_worker ON case_machine (worker, ordinal);
CREATE TABLE case_decision (id TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE record_ledger (source TEXT NOT NULL, outcome TEXT NOT NULL, reason TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (source, outcome, reason)) WITHOUT ROWID;
CREATE TABLE evaluation_ledger (detector TEXT NOT NULL, outcome TEXT NOT NULL, reason TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (detector, outcome, reason)) WITHOUT ROWID;
CREATE TABLE rejected (id INTEGER PRIMARY KEY, origin INTEGER NOT NULL, position INTEGER NOT NULL, line INTEGER NOT NULL, reason TEXT NOT NULL, record BLOB NOT NULL);
-- The queue: a job is a run of raw records as delivered, and stays as the raw copy once it is done.
CREATE TABLE job (id INTEGER PRIMARY KEY, source TEXT NOT NULL, name TEXT NOT NULL, received_at REAL NOT NULL, zone TEXT NOT NULL, position INTEGER NOT NULL, line INTEGER NOT NULL, body BLOB NOT NULL, state TEXT NOT NULL DEFAULT 'waiting', reason TEXT);
CREATE INDEX job_open ON job (state, id) WHERE state <> 'done';
CREATE TABLE checkpoint (key TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
`;
