ALTER TABLE "messages" ADD COLUMN "provider" text;
--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "reference" text;
--> statement-breakpoint
CREATE INDEX "messages_reference" ON "messages" ("provider", "reference") WHERE "reference" IS NOT NULL;
