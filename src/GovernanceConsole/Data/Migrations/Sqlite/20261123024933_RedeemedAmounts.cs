using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace GovernanceConsole.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class RedeemedAmounts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_intents_redeemed",
                table: "intents",
                columns: new[] { "AgentId", "Type", "Currency", "DeclaredAt" },
                filter: "\"Status\" = 2");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_intents_redeemed",
                table: "intents");
        }
    }
}
