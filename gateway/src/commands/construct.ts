// `i`: makes an instance of a class.

import { chooseOverload, describeArguments } from '../jvm/overload.ts';
import type { JavaValue } from '../jvm/value.ts';
import { decodeArguments } from '../protocol/decode.ts';
import { encodeValue, successAnswer } from '../protocol/encode.ts';
import { py4jError } from '../protocol/errors.ts';
import { classByName } from './call.ts';
import type { CommandHandler } from './command.ts';

export const constructCommand: CommandHandler = ({ thread, gateway, fixed, args }) => {
  const values = decodeArguments(args, gateway);
  const target = classByName(fixed[0] ?? '', gateway);
  const chosen = chooseOverload(target.constructors(values.length), values);
  if (chosen === null) {
    throw py4jError(`Constructor ${target.name}(${describeArguments(values)}) does not exist`);
  }
  const answer = (state: unknown): string => {
    // A string is its own instance: java.lang.String objects have no identity on the wire.
    const instance: JavaValue = typeof state === 'string' ? state : target.of(state);
    return successAnswer(encodeValue(instance, gateway.objects));
  };
  const state = chosen.create(thread, values);
  return state instanceof Promise ? state.then(answer) : answer(state);
};
