CREATE TABLE "visits" (
	"id" uuid PRIMARY KEY,
	"token_hash" text NOT NULL UNIQUE,
	"version" integer NOT NULL,
	"state" jsonb NOT NULL,
	"sent" integer NOT NULL,
	"ends_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE INDEX "visits_ends_at" ON "visits" ("ends_at");
--> statement-breakpoint
CREATE TABLE "used_links" (
	"name" text PRIMARY KEY,
	"until" bigint NOT NULL
);
