using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace GovernanceConsole.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class BreakGlass : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "Drill",
                table: "grants",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "EpisodeId",
                table: "grants",
                type: "TEXT",
                maxLength: 4000,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "glass_acts",
                columns: table => new
                {
                    IntentId = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    EpisodeId = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    AgentId = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    KeyThumbprint = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Justified = table.Column<bool>(type: "INTEGER", nullable: true),
                    Remark = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_glass_acts", x => x.IntentId);
                });

            migrationBuilder.CreateTable(
                name: "glass_episodes",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    RequestedById = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    RequestedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    AskedUntil = table.Column<long>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    Seconds = table.Column<int>(type: "INTEGER", nullable: false),
                    Scope = table.Column<string>(type: "TEXT", maxLength: 20000, nullable: false),
                    Drill = table.Column<bool>(type: "INTEGER", nullable: false),
                    Signatures = table.Column<int>(type: "INTEGER", nullable: false),
                    Display = table.Column<byte[]>(type: "BLOB", nullable: false),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    OpenedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    EndsAt = table.Column<long>(type: "INTEGER", nullable: true),
                    ClosedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    ClosedById = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true),
                    ClosedBecause = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true),
                    ReviewDueAt = table.Column<long>(type: "INTEGER", nullable: true),
                    ReviewedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    ReviewedById = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true),
                    Conclusion = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true),
                    OverdueToldAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_glass_episodes", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "glass_limits",
                columns: table => new
                {
                    EpisodeId = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Measure = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    Most = table.Column<long>(type: "INTEGER", nullable: false),
                    Used = table.Column<long>(type: "INTEGER", nullable: false),
                    LastAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_glass_limits", x => new { x.EpisodeId, x.Measure });
                });

            migrationBuilder.CreateTable(
                name: "glass_signatures",
                columns: table => new
                {
                    EpisodeId = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Place = table.Column<int>(type: "INTEGER", nullable: false),
                    PersonId = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    CredentialId = table.Column<string>(type: "TEXT", maxLength: 1400, nullable: false),
                    VouchedById = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    SignedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_glass_signatures", x => new { x.EpisodeId, x.Place });
                });

            migrationBuilder.CreateIndex(
                name: "IX_glass_acts_AgentId_KeyThumbprint",
                table: "glass_acts",
                columns: new[] { "AgentId", "KeyThumbprint" });

            migrationBuilder.CreateIndex(
                name: "IX_glass_acts_EpisodeId_At",
                table: "glass_acts",
                columns: new[] { "EpisodeId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_glass_episodes_RequestedById_RequestedAt",
                table: "glass_episodes",
                columns: new[] { "RequestedById", "RequestedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_glass_episodes_ReviewDueAt",
                table: "glass_episodes",
                column: "ReviewDueAt");

            migrationBuilder.CreateIndex(
                name: "IX_glass_episodes_State_EndsAt",
                table: "glass_episodes",
                columns: new[] { "State", "EndsAt" });

            migrationBuilder.CreateIndex(
                name: "IX_glass_signatures_EpisodeId_CredentialId",
                table: "glass_signatures",
                columns: new[] { "EpisodeId", "CredentialId" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "glass_acts");

            migrationBuilder.DropTable(
                name: "glass_episodes");

            migrationBuilder.DropTable(
                name: "glass_limits");

            migrationBuilder.DropTable(
                name: "glass_signatures");

            migrationBuilder.DropColumn(
                name: "Drill",
                table: "grants");

            migrationBuilder.DropColumn(
                name: "EpisodeId",
                table: "grants");
        }
    }
}
