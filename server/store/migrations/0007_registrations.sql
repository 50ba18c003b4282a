CREATE TABLE "registered_people" (
	"person" text PRIMARY KEY,
	"version" integer NOT NULL,
	"frozen_at" bigint,
	"frozen_case" text,
	"missed_since" bigint
);
--> statement-breakpoint
CREATE TABLE "registrations" (
	"person" text NOT NULL REFERENCES "registered_people" ("person") ON DELETE CASCADE,
	"kind" text NOT NULL,
	"slot" text NOT NULL,
	"key" text NOT NULL,
	"sealed" text NOT NULL,
	"origin" text NOT NULL,
	"proved_at" bigint,
	"outside_from" bigint NOT NULL,
	"confirmed_at" bigint NOT NULL,
	"former_until" bigint,
	PRIMARY KEY ("person", "kind", "slot")
);
--> statement-breakpoint
CREATE TABLE "notices_told" (
	"recovery" uuid NOT NULL REFERENCES "recoveries" ("id") ON DELETE CASCADE,
	"notice" text NOT NULL,
	PRIMARY KEY ("recovery", "notice")
);
