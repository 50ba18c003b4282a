ALTER TABLE "devices" ADD COLUMN "reminder_highest" bigint DEFAULT 0 NOT NULL;
--> statement-breakpoint
ALTER TABLE "devices" ADD COLUMN "reminder_window" bigint DEFAULT 0 NOT NULL;
