using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace GovernanceConsole.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Quorum : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>(
                name: "Batch",
                table: "signed_approvals",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seats",
                table: "signed_approvals",
                type: "TEXT",
                maxLength: 400,
                nullable: false,
                defaultValue: "asked");

            migrationBuilder.AddColumn<int>(
                name: "Denials",
                table: "queue_items",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "DenialsEnd",
                table: "queue_items",
                type: "INTEGER",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<string>(
                name: "Requires",
                table: "queue_items",
                type: "TEXT",
                maxLength: 300,
                nullable: false,
                defaultValue: "");

            migrationBuilder.Sql("UPDATE queue_items SET \"Requires\" = \"Quorum\" || ' of asked';");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Batch",
                table: "signed_approvals");

            migrationBuilder.DropColumn(
                name: "Seats",
                table: "signed_approvals");

            migrationBuilder.DropColumn(
                name: "Denials",
                table: "queue_items");

            migrationBuilder.DropColumn(
                name: "DenialsEnd",
                table: "queue_items");

            migrationBuilder.DropColumn(
                name: "Requires",
                table: "queue_items");
        }
    }
}
