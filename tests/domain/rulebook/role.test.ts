import { describe, expect, test } from 'vitest';
import { lineOf, roleAbove } from '../../../domain/rulebook/role.ts';

describe('a line of management', () => {
  test.each([
    ['social-worker', 'case', 'team-manager'],
    ['head-of-service', 'case', 'director'],
    ['director', 'case', null],
    ['iro', 'iro', 'iro-manager'],
    ['head-of-quality-assurance', 'iro', 'director'],
    ['auditor', 'case', null],
    ['iro', 'case', null],
    ['fostering-worker', 'fostering', 'fostering-manager'],
    ['head-of-adoption', 'adoption', 'director'],
    ['lawyer', 'legal', 'legal-manager'],
  ] as const)('has above %s in the %s line: %s', (role, line, above) => {
    expect(roleAbove(role, line)).toBe(above);
  });

  test.each([
    ['iro-manager', 'iro'],
    ['director', 'case'],
    ['review-administrator', 'case'],
    ['social-worker', 'case'],
    ['fostering-manager', 'fostering'],
    ['adoption-worker', 'adoption'],
    ['legal-manager', 'legal'],
  ] as const)('of %s is that of the %s', (role, line) => {
    expect(lineOf(role)).toBe(line);
  });
});
