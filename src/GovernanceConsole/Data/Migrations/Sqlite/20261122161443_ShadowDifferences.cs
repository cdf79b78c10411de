using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace GovernanceConsole.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ShadowDifferences : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "policy_shadow_differences",
                columns: table => new
                {
                    EvaluationId = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    IntentId = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Engine = table.Column<string>(type: "TEXT", maxLength: 250, nullable: false),
                    Decided = table.Column<int>(type: "INTEGER", nullable: false),
                    Shadow = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    Because = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_policy_shadow_differences", x => x.EvaluationId);
                });

            migrationBuilder.CreateIndex(
                name: "IX_policy_shadow_differences_Kind_At_EvaluationId",
                table: "policy_shadow_differences",
                columns: new[] { "Kind", "At", "EvaluationId" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "policy_shadow_differences");
        }
    }
}
