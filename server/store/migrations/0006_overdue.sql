ALTER TABLE "recoveries" ADD COLUMN "due_at" timestamp with time zone;
--> statement-breakpoint
-- What became of those is still to be found out. Those that nobody finished were never ended on the record: they stay as they are.
UPDATE "recoveries" SET "due_at" = now() WHERE "state"->'place'->>'at' = 'working';
--> statement-breakpoint
CREATE INDEX "recoveries_due_at" ON "recoveries" ("due_at") WHERE "due_at" IS NOT NULL;
