import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';

const NAME = '@prisma/schema-engine-wasm/schema_engine_bg';

/** What of the global is needed: the type is part of lib "dom", which this project does not have. */
declare const WebAssembly: {
  instantiate(
    bytes: Uint8Array,
    imports: Readonly<Record<string, object>>,
  ): Promise<{ readonly instance: { readonly exports: Readonly<Record<string, unknown>> } }>;
};

export type SchemaEngine = bindings.SchemaEngine;

/** The adapter cuts a script at every semicolon, also within the body of a function; here it goes to the server as one. */
class WholeScripts extends PrismaPg {
  override async connect(): ReturnType<PrismaPg['connect']> {
    const adapter = await super.connect();
    adapter.executeScript = async (sql) => {
      await adapter.executeRaw({ sql, args: [], argTypes: [] });
    };
    return adapter;
  }
}

/**
 * The package's bindings keep one instance and views of its memory in their module:
 * a second instance in the same process would be read through the views of the first.
 */
let instantiated: Promise<void> | undefined;

/** Prisma's own schema engine as WebAssembly: the native one has to be downloaded from the vendor's host. */
export async function withSchemaEngine<T>(databaseUrl: string, use: (engine: SchemaEngine) => Promise<T>): Promise<T> {
  instantiated ??= instantiate();
  await instantiated;
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2 });
  // A connection lost while it is idle; what is asked of it tells its own fault.
  pool.on('error', () => undefined);
  try {
    const adapter = bindMigrationAwareSqlAdapterFactory(new WholeScripts(pool));
    const engine = await bindings.SchemaEngine.new({ datamodels: undefined }, ignoreLine, adapter);
    try {
      return await use(engine);
    } finally {
      engine.free();
    }
  } finally {
    await pool.end();
  }
}

/** By hand, because importing a `.wasm` file prints a warning of Node at every start. */
async function instantiate(): Promise<void> {
  // The engine looks for this global when it panics; without it the panic itself cannot be read.
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: failWith } });
  const bytes = await readFile(
    path.join(path.dirname(createRequire(import.meta.url).resolve(NAME)), 'schema_engine_bg.wasm'),
  );
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': bindings });
  bindings.__wbg_set_wasm(instance.exports);
  const begin: unknown = instance.exports['__wbindgen_start'];
  if (typeof begin === 'function') Reflect.apply(begin, undefined, []);
}

function failWith(message: string): never {
  throw new Error(`the schema engine panicked: ${message}`);
}

/** The engine reports each statement; what fails is thrown as well. */
function ignoreLine(): void {
  // Nothing to keep.
}
