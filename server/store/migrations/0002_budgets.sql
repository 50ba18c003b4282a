CREATE TABLE "budgets" (
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"used" integer NOT NULL,
	"until" bigint NOT NULL,
	"forget_at" bigint NOT NULL,
	"refused" boolean NOT NULL,
	PRIMARY KEY ("kind", "name")
);
--> statement-breakpoint
CREATE INDEX "budgets_forget_at" ON "budgets" ("forget_at");
