import { expect, test } from 'vitest';
import { prettyJson } from './pretty-json.ts';

test('objects go over lines, arrays do not, texts stay as they are', () => {
  expect(prettyJson('{"a":[1,{"b":"{,:\\"]"}],"c":{},"d":[]}')).toBe(
    '{\n  "a" : [ 1, {\n    "b" : "{,:\\"]"\n  } ],\n  "c" : { },\n  "d" : [ ]\n}',
  );
});
