using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace GovernanceConsole.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class PartialIndexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_queue_items_AgentId_Sameness_State",
                table: "queue_items");

            migrationBuilder.DropIndex(
                name: "IX_queue_items_ClosedAt_Sequence",
                table: "queue_items");

            migrationBuilder.DropIndex(
                name: "IX_queue_items_State_AgentId_DueAt_Sequence",
                table: "queue_items");

            migrationBuilder.DropIndex(
                name: "IX_queue_items_State_DueAt_Sequence",
                table: "queue_items");

            migrationBuilder.DropIndex(
                name: "IX_queue_items_State_Risk_DueAt_Sequence",
                table: "queue_items");

            migrationBuilder.DropIndex(
                name: "IX_queue_items_State_Type_DueAt_Sequence",
                table: "queue_items");

            migrationBuilder.DropIndex(
                name: "IX_intents_Type_RecipientKey_Status",
                table: "intents");

            migrationBuilder.DropIndex(
                name: "IX_grants_CurrentTokenId",
                table: "grants");

            migrationBuilder.DropIndex(
                name: "IX_glass_acts_AgentId_KeyThumbprint",
                table: "glass_acts");

            migrationBuilder.CreateIndex(
                name: "IX_queue_items_AgentId_DueAt_Sequence",
                table: "queue_items",
                columns: new[] { "AgentId", "DueAt", "Sequence" },
                filter: "\"State\" = 0");

            migrationBuilder.CreateIndex(
                name: "IX_queue_items_AgentId_Sameness",
                table: "queue_items",
                columns: new[] { "AgentId", "Sameness" },
                filter: "\"State\" = 0");

            migrationBuilder.CreateIndex(
                name: "IX_queue_items_ClosedAt_Sequence",
                table: "queue_items",
                columns: new[] { "ClosedAt", "Sequence" },
                filter: "\"ClosedAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_queue_items_DueAt_Sequence",
                table: "queue_items",
                columns: new[] { "DueAt", "Sequence" },
                filter: "\"State\" = 0");

            migrationBuilder.CreateIndex(
                name: "IX_queue_items_Risk_DueAt_Sequence",
                table: "queue_items",
                columns: new[] { "Risk", "DueAt", "Sequence" },
                filter: "\"State\" = 0");

            migrationBuilder.CreateIndex(
                name: "IX_queue_items_Type_DueAt_Sequence",
                table: "queue_items",
                columns: new[] { "Type", "DueAt", "Sequence" },
                filter: "\"State\" = 0");

            migrationBuilder.CreateIndex(
                name: "IX_intents_Type_RecipientKey",
                table: "intents",
                columns: new[] { "Type", "RecipientKey" },
                filter: "\"Status\" = 2");

            migrationBuilder.CreateIndex(
                name: "IX_grants_CurrentTokenId",
                table: "grants",
                column: "CurrentTokenId",
                filter: "\"CurrentTokenId\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_queue_items_AgentId_DueAt_Sequence",
                table: "queue_items");

            migrationBuilder.DropIndex(
                name: "IX_queue_items_AgentId_Sameness",
                table: "queue_items");

            migrationBuilder.DropIndex(
                name: "IX_queue_items_ClosedAt_Sequence",
                table: "queue_items");

            migrationBuilder.DropIndex(
                name: "IX_queue_items_DueAt_Sequence",
                table: "queue_items");

            migrationBuilder.DropIndex(
                name: "IX_queue_items_Risk_DueAt_Sequence",
                table: "queue_items");

            migrationBuilder.DropIndex(
                name: "IX_queue_items_Type_DueAt_Sequence",
                table: "queue_items");

            migrationBuilder.DropIndex(
                name: "IX_intents_Type_RecipientKey",
                table: "intents");

            migrationBuilder.DropIndex(
                name: "IX_grants_CurrentTokenId",
                table: "grants");

            migrationBuilder.CreateIndex(
                name: "IX_queue_items_AgentId_Sameness_State",
                table: "queue_items",
                columns: new[] { "AgentId", "Sameness", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_queue_items_ClosedAt_Sequence",
                table: "queue_items",
                columns: new[] { "ClosedAt", "Sequence" });

            migrationBuilder.CreateIndex(
                name: "IX_queue_items_State_AgentId_DueAt_Sequence",
                table: "queue_items",
                columns: new[] { "State", "AgentId", "DueAt", "Sequence" });

            migrationBuilder.CreateIndex(
                name: "IX_queue_items_State_DueAt_Sequence",
                table: "queue_items",
                columns: new[] { "State", "DueAt", "Sequence" });

            migrationBuilder.CreateIndex(
                name: "IX_queue_items_State_Risk_DueAt_Sequence",
                table: "queue_items",
                columns: new[] { "State", "Risk", "DueAt", "Sequence" });

            migrationBuilder.CreateIndex(
                name: "IX_queue_items_State_Type_DueAt_Sequence",
                table: "queue_items",
                columns: new[] { "State", "Type", "DueAt", "Sequence" });

            migrationBuilder.CreateIndex(
                name: "IX_intents_Type_RecipientKey_Status",
                table: "intents",
                columns: new[] { "Type", "RecipientKey", "Status" });

            migrationBuilder.CreateIndex(
                name: "IX_grants_CurrentTokenId",
                table: "grants",
                column: "CurrentTokenId");

            migrationBuilder.CreateIndex(
                name: "IX_glass_acts_AgentId_KeyThumbprint",
                table: "glass_acts",
                columns: new[] { "AgentId", "KeyThumbprint" });
        }
    }
}
