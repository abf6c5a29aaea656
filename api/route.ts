import type { Request } from 'express';
import type { z } from 'zod';
import type { Actor } from '../domain/heart/actor.ts';
import type { Tag } from './tags.ts';

/** What a handler is given: the parts of a request. */
export type Call = {
  readonly actor: Actor;
  readonly params: Readonly<Record<string, string>>;
  /** As sent; a handler parses it by its schema. */
  readonly query: unknown;
  readonly body: unknown;
  /** The Idempotency-Key; empty for what only reads. */
  readonly key: string;
  readonly request: Request;
};

/** One operation of the API: the same table serves the router and the OpenAPI document. */
export type Route = {
  readonly method: 'get' | 'post';
  /** In the form of OpenAPI: `/v1/children/{ref}`. */
  readonly path: string;
  readonly summary: string;
  readonly tag: Tag;
  readonly query?: z.ZodObject;
  /** Schema of the body, for the document; the use-case parses it. */
  readonly body?: z.ZodType;
  readonly examples?: Readonly<Record<string, { readonly summary: string; readonly value: unknown }>>;
  /** Fields of a form beside its files, where it takes files. */
  readonly form?: z.ZodObject;
  /** Schema of what is answered, for the document. */
  readonly answer: z.ZodType;
  readonly status?: 200 | 201 | 202;
  readonly handle: (call: Call) => Promise<unknown>;
};
