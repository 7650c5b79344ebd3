// java.net.InetAddress: as far as naming the callback server goes.

import { isIPv4 } from 'node:net';
import { javaClass } from '../../define.ts';
import type { JavaClass } from '../../java-class.ts';
import { method, staticMethod } from '../../method.ts';
import { STRING } from '../../param-types.ts';
import { javaError } from '../../throwable.ts';
import { UnknownHostException } from './exceptions.ts';

export interface Address {
  readonly host: string;
  readonly address: string;
}

export const InetAddress: JavaClass<Address> = javaClass('java.net.InetAddress', () => ({
  methods: {
    getHostAddress: method([], (_, self) => self.address),
    getHostName: method([], (_, self) => self.host || 'localhost'),
  },
  statics: {
    getByName: staticMethod([STRING], (_, name) => {
      if (isIPv4(name)) return InetAddress.of({ host: '', address: name });
      if (name === 'localhost') return InetAddress.of({ host: name, address: '127.0.0.1' });
      throw javaError(UnknownHostException, `${name}: only addresses and localhost are known`);
    }),
    getLoopbackAddress: staticMethod([], () => InetAddress.of({ host: 'localhost', address: '127.0.0.1' })),
  },
  toText: (self) => `${self.host}/${self.address}`,
}));
