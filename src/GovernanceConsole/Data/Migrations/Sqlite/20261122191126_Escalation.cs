using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace GovernanceConsole.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Escalation : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "ForId",
                table: "signed_approvals",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "absences",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    PersonId = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    DelegateId = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    FromAt = table.Column<long>(type: "INTEGER", nullable: false),
                    UntilAt = table.Column<long>(type: "INTEGER", nullable: false),
                    MadeAt = table.Column<long>(type: "INTEGER", nullable: false),
                    MadeById = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_absences", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "calendar_links",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    SecretHash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    PersonId = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Rotation = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    IssuedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    RevokedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_calendar_links", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "duty_changes",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Rotation = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    FromAt = table.Column<long>(type: "INTEGER", nullable: false),
                    UntilAt = table.Column<long>(type: "INTEGER", nullable: false),
                    PersonId = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    InsteadOfId = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    MadeAt = table.Column<long>(type: "INTEGER", nullable: false),
                    MadeById = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    UndoneAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_duty_changes", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "escalation_trees",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Document = table.Column<string>(type: "TEXT", maxLength: 40000, nullable: false),
                    FromAt = table.Column<long>(type: "INTEGER", nullable: false),
                    DefinedById = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    UntilAt = table.Column<long>(type: "INTEGER", nullable: true),
                    EndedById = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_escalation_trees", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "item_asks",
                columns: table => new
                {
                    IntentId = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Target = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    Round = table.Column<int>(type: "INTEGER", nullable: false),
                    Level = table.Column<int>(type: "INTEGER", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Of = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    IsBackUp = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_item_asks", x => new { x.IntentId, x.Target });
                });

            migrationBuilder.CreateTable(
                name: "item_escalations",
                columns: table => new
                {
                    IntentId = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Tree = table.Column<string>(type: "TEXT", maxLength: 40000, nullable: false),
                    Round = table.Column<int>(type: "INTEGER", nullable: false),
                    Level = table.Column<int>(type: "INTEGER", nullable: false),
                    Through = table.Column<int>(type: "INTEGER", nullable: false),
                    EnteredAt = table.Column<long>(type: "INTEGER", nullable: false),
                    NextAt = table.Column<long>(type: "INTEGER", nullable: true),
                    EndsAt = table.Column<long>(type: "INTEGER", nullable: false),
                    DeadlineAt = table.Column<long>(type: "INTEGER", nullable: false),
                    BreachAt = table.Column<long>(type: "INTEGER", nullable: true),
                    BreachedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    LookAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_item_escalations", x => x.IntentId);
                });

            migrationBuilder.CreateTable(
                name: "rotations",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Sheet = table.Column<string>(type: "TEXT", maxLength: 20000, nullable: false),
                    FromAt = table.Column<long>(type: "INTEGER", nullable: false),
                    DefinedById = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    UntilAt = table.Column<long>(type: "INTEGER", nullable: true),
                    EndedById = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_rotations", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_absences_PersonId_UntilAt",
                table: "absences",
                columns: new[] { "PersonId", "UntilAt" });

            migrationBuilder.CreateIndex(
                name: "IX_absences_UntilAt",
                table: "absences",
                column: "UntilAt");

            migrationBuilder.CreateIndex(
                name: "IX_calendar_links_PersonId_RevokedAt",
                table: "calendar_links",
                columns: new[] { "PersonId", "RevokedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_calendar_links_SecretHash",
                table: "calendar_links",
                column: "SecretHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_duty_changes_Rotation_UntilAt",
                table: "duty_changes",
                columns: new[] { "Rotation", "UntilAt" });

            migrationBuilder.CreateIndex(
                name: "IX_escalation_trees_Name_UntilAt",
                table: "escalation_trees",
                columns: new[] { "Name", "UntilAt" });

            migrationBuilder.CreateIndex(
                name: "IX_item_escalations_LookAt",
                table: "item_escalations",
                column: "LookAt");

            migrationBuilder.CreateIndex(
                name: "IX_rotations_Name_UntilAt",
                table: "rotations",
                columns: new[] { "Name", "UntilAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "absences");

            migrationBuilder.DropTable(
                name: "calendar_links");

            migrationBuilder.DropTable(
                name: "duty_changes");

            migrationBuilder.DropTable(
                name: "escalation_trees");

            migrationBuilder.DropTable(
                name: "item_asks");

            migrationBuilder.DropTable(
                name: "item_escalations");

            migrationBuilder.DropTable(
                name: "rotations");

            migrationBuilder.DropColumn(
                name: "ForId",
                table: "signed_approvals");
        }
    }
}
