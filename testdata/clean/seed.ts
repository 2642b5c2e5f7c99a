import { PrismaClient } from "@prisma/client";
const prisma = new PrismaClient();
// テストデータ投入
async function main() {
  await prisma.user.createMany({
    data: [
      { name: "テスト太郎", email: "test1@example.com", tel: "000-0000-0001" },
      { name: "テスト花子", email: "test2@example.com", tel: "000-0000-0002" },
      { name: "検証 一郎", email: "test3@example.com", tel: "000-0000-0003" },
    ],
  });
  const labels = { birthday: "生年月日", address: "住所", disability: "障害の有無", doctor: "主治医" };
  console.log(Object.keys(labels).length, "539629681366");
}
main();
