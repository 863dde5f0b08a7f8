CREATE TABLE codes (
	code_hash VARCHAR(64) NOT NULL,
	kiosk VARCHAR(63) NOT NULL,
	office VARCHAR(63) NOT NULL,
	expires_at VARCHAR(20) NOT NULL,
	used_at VARCHAR(20),
	PRIMARY KEY (code_hash)
);

CREATE TABLE counted (
	id VARCHAR(36) NOT NULL,
	corrects VARCHAR(36),
	kiosk VARCHAR(63) NOT NULL,
	PRIMARY KEY (id),
	UNIQUE (corrects)
);

CREATE TABLE entries (
	kiosk VARCHAR(63) NOT NULL,
	epoch VARCHAR(36) NOT NULL,
	seq INTEGER NOT NULL,
	id VARCHAR(36) NOT NULL,
	day DATE NOT NULL,
	kind VARCHAR(10) NOT NULL,
	work_group VARCHAR(63),
	value TEXT NOT NULL,
	corrects VARCHAR(36),
	channel VARCHAR(7) NOT NULL,
	hash VARCHAR(64) NOT NULL,
	received_at VARCHAR(20) NOT NULL,
	PRIMARY KEY (kiosk, epoch, seq)
);

CREATE INDEX ix_entries_id ON entries (id);

CREATE TABLE kiosks (
	kiosk VARCHAR(63) NOT NULL,
	office VARCHAR(63) NOT NULL,
	public_key VARCHAR(64),
	suspended BOOLEAN NOT NULL,
	last_report VARCHAR(20),
	clock_ahead FLOAT,
	health TEXT,
	PRIMARY KEY (kiosk)
);

CREATE INDEX ix_kiosks_office ON kiosks (office);

CREATE TABLE register (
	version INTEGER NOT NULL,
	practice BOOLEAN NOT NULL,
	PRIMARY KEY (version)
);

CREATE TABLE tallies (
	kiosk VARCHAR(63) NOT NULL,
	day DATE NOT NULL,
	work_group VARCHAR(63) NOT NULL,
	channel VARCHAR(7) NOT NULL,
	count INTEGER NOT NULL,
	PRIMARY KEY (kiosk, day, work_group, channel)
);

CREATE TABLE alarms (
	id INTEGER NOT NULL,
	at VARCHAR(20) NOT NULL,
	kiosk VARCHAR(63) NOT NULL,
	kind VARCHAR(30) NOT NULL,
	detail TEXT NOT NULL,
	acknowledged_at VARCHAR(20),
	PRIMARY KEY (id),
	FOREIGN KEY(kiosk) REFERENCES kiosks (kiosk)
);

CREATE INDEX ix_alarms_kiosk ON alarms (kiosk);

CREATE TABLE epochs (
	kiosk VARCHAR(63) NOT NULL,
	epoch VARCHAR(36) NOT NULL,
	ledger VARCHAR(36) NOT NULL,
	parent_epoch VARCHAR(36),
	parent_seq INTEGER,
	parent_hash VARCHAR(64),
	acked INTEGER NOT NULL,
	head VARCHAR(64) NOT NULL,
	first_seen VARCHAR(20) NOT NULL,
	PRIMARY KEY (kiosk, epoch),
	FOREIGN KEY(kiosk) REFERENCES kiosks (kiosk)
);
