using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace GovernanceConsole.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class KillSwitch : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "HeldAt",
                table: "intents",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "stop_confirmations",
                columns: table => new
                {
                    StopId = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    PointId = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    RequestedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ConfirmedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_stop_confirmations", x => new { x.StopId, x.PointId });
                });

            migrationBuilder.CreateTable(
                name: "stop_releases",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    StopId = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    Stage = table.Column<int>(type: "INTEGER", nullable: false),
                    SignedById = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    SignedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    Bootstrap = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_stop_releases", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "stops",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Reach = table.Column<int>(type: "INTEGER", nullable: false),
                    Value = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Words = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    PlacedById = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    PlacedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Stage = table.Column<int>(type: "INTEGER", nullable: false),
                    ReleasedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    AgentsHit = table.Column<int>(type: "INTEGER", nullable: false),
                    IntentsHit = table.Column<int>(type: "INTEGER", nullable: false),
                    GrantsHit = table.Column<int>(type: "INTEGER", nullable: false),
                    TokensHit = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_stops", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_stop_releases_StopId_Stage",
                table: "stop_releases",
                columns: new[] { "StopId", "Stage" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_stops_Sequence",
                table: "stops",
                column: "Sequence");

            migrationBuilder.CreateIndex(
                name: "IX_stops_Stage_PlacedAt",
                table: "stops",
                columns: new[] { "Stage", "PlacedAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "stop_confirmations");

            migrationBuilder.DropTable(
                name: "stop_releases");

            migrationBuilder.DropTable(
                name: "stops");

            migrationBuilder.DropColumn(
                name: "HeldAt",
                table: "intents");
        }
    }
}
