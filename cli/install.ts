import { readBuild } from '../platform/build.ts';
import { migrate } from '../platform/migrate.ts';
import { createPrisma } from '../platform/prisma.ts';
import { noteDeployment } from '../store/deployments.ts';

/** Brings a database to the schema of this version and notes that its build is installed; gives the migrations applied. */
export async function install(databaseUrl: string): Promise<readonly string[]> {
  const applied = await migrate(databaseUrl);
  const prisma = createPrisma(databaseUrl, { poolSize: 1 });
  try {
    await noteDeployment(prisma, await readBuild());
  } finally {
    await prisma.$disconnect();
  }
  return applied;
}
