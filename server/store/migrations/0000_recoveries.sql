CREATE TABLE "recoveries" (
	"id" uuid PRIMARY KEY,
	"token_hash" text NOT NULL UNIQUE,
	"version" integer NOT NULL,
	"state" jsonb NOT NULL,
	"begun_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TYPE "message_state" AS ENUM ('queued', 'sending', 'sent', 'failed');
--> statement-breakpoint
CREATE TABLE "messages" (
	"recovery" uuid NOT NULL REFERENCES "recoveries" ("id") ON DELETE CASCADE,
	"gate" text NOT NULL,
	"counter" integer NOT NULL,
	"state" "message_state" NOT NULL DEFAULT 'queued',
	"at" timestamp with time zone NOT NULL DEFAULT now(),
	PRIMARY KEY ("recovery", "gate", "counter")
);
