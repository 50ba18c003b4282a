CREATE SCHEMA "gatehouse_audit";
--> statement-breakpoint
CREATE TABLE "gatehouse_audit"."entries" (
	"chain" uuid NOT NULL,
	"seq" integer NOT NULL,
	"key" text NOT NULL,
	"entry" jsonb NOT NULL,
	"mac" text NOT NULL,
	PRIMARY KEY ("chain", "seq")
);
--> statement-breakpoint
CREATE INDEX "entries_at" ON "gatehouse_audit"."entries" (("entry"->>'at'));
--> statement-breakpoint
CREATE INDEX "entries_case" ON "gatehouse_audit"."entries" (("entry"->>'case'));
--> statement-breakpoint
CREATE INDEX "entries_person" ON "gatehouse_audit"."entries" (("entry"->>'person')) WHERE "entry" ? 'person';
--> statement-breakpoint
CREATE TABLE "audit_people" (
	"person" text PRIMARY KEY,
	"key_id" text NOT NULL,
	"key" text NOT NULL
);
