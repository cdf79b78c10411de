using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace GovernanceConsole.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ItemTalk : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "item_handovers",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    IntentId = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    FromId = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    FromName = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    Target = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    TargetName = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_item_handovers", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "item_questions",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    IntentId = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    AskedById = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    AskedByName = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    PersonId = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    PersonName = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    Question = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    AskedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Answer = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    AnsweredAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_item_questions", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_item_handovers_IntentId_At",
                table: "item_handovers",
                columns: new[] { "IntentId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_item_questions_IntentId_AskedAt",
                table: "item_questions",
                columns: new[] { "IntentId", "AskedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_item_questions_PersonId_AnsweredAt",
                table: "item_questions",
                columns: new[] { "PersonId", "AnsweredAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "item_handovers");

            migrationBuilder.DropTable(
                name: "item_questions");
        }
    }
}
