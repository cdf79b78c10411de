using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace GovernanceConsole.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class FatigueAndDrills : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "Repeats",
                table: "queue_items",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "Sameness",
                table: "queue_items",
                type: "TEXT",
                maxLength: 80,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<bool>(
                name: "IsDrill",
                table: "intents",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "approval_readings",
                columns: table => new
                {
                    ApprovalId = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    IntentId = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    PersonId = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Risk = table.Column<int>(type: "INTEGER", nullable: false),
                    Verdict = table.Column<int>(type: "INTEGER", nullable: false),
                    SignedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    DwellMs = table.Column<long>(type: "INTEGER", nullable: true),
                    Words = table.Column<int>(type: "INTEGER", nullable: false),
                    LeastMs = table.Column<long>(type: "INTEGER", nullable: false),
                    TooFast = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_approval_readings", x => x.ApprovalId);
                });

            migrationBuilder.CreateTable(
                name: "card_showings",
                columns: table => new
                {
                    IntentId = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    PersonId = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    DisplayDigest = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    FirstAt = table.Column<long>(type: "INTEGER", nullable: false),
                    LastAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_card_showings", x => new { x.IntentId, x.PersonId, x.DisplayDigest });
                });

            migrationBuilder.CreateTable(
                name: "drills",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    IntentId = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    AgentId = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    PlannedById = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    PlannedByName = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    PlannedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    OpensAt = table.Column<long>(type: "INTEGER", nullable: false),
                    WithinSeconds = table.Column<int>(type: "INTEGER", nullable: false),
                    Body = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Lesson = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    Nonce = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Commitment = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    Team = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    OpenedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    DecidedById = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true),
                    DecidedByName = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true),
                    Because = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_drills", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "oversight_alerts",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    SubjectId = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    SubjectName = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    IntentId = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Words = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_oversight_alerts", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_queue_items_AgentId_EnqueuedAt",
                table: "queue_items",
                columns: new[] { "AgentId", "EnqueuedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_queue_items_AgentId_Sameness_State",
                table: "queue_items",
                columns: new[] { "AgentId", "Sameness", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_approval_readings_PersonId_SignedAt",
                table: "approval_readings",
                columns: new[] { "PersonId", "SignedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_approval_readings_SignedAt",
                table: "approval_readings",
                column: "SignedAt");

            migrationBuilder.CreateIndex(
                name: "IX_drills_AgentId",
                table: "drills",
                column: "AgentId");

            migrationBuilder.CreateIndex(
                name: "IX_drills_IntentId",
                table: "drills",
                column: "IntentId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_drills_State_OpensAt",
                table: "drills",
                columns: new[] { "State", "OpensAt" });

            migrationBuilder.CreateIndex(
                name: "IX_oversight_alerts_At",
                table: "oversight_alerts",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_oversight_alerts_Kind_SubjectId_At",
                table: "oversight_alerts",
                columns: new[] { "Kind", "SubjectId", "At" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "approval_readings");

            migrationBuilder.DropTable(
                name: "card_showings");

            migrationBuilder.DropTable(
                name: "drills");

            migrationBuilder.DropTable(
                name: "oversight_alerts");

            migrationBuilder.DropIndex(
                name: "IX_queue_items_AgentId_EnqueuedAt",
                table: "queue_items");

            migrationBuilder.DropIndex(
                name: "IX_queue_items_AgentId_Sameness_State",
                table: "queue_items");

            migrationBuilder.DropColumn(
                name: "Repeats",
                table: "queue_items");

            migrationBuilder.DropColumn(
                name: "Sameness",
                table: "queue_items");

            migrationBuilder.DropColumn(
                name: "IsDrill",
                table: "intents");
        }
    }
}
