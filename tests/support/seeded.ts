import fc from 'fast-check';

/** The same code is asked the same twice: a property that fails fails again. `FC_SEED=<number>` looks elsewhere. */
fc.configureGlobal({ seed: Number(process.env['FC_SEED'] ?? 20_261_127) });
