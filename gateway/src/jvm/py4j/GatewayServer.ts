// py4j.JavaServer: the server as an object, under the fixed id GATEWAY_SERVER.

import type { CallbackClient } from '../../callback/callback-client.ts';
import type { Gateway } from '../../gateway.ts';
import { javaClass } from '../define.ts';
import { InetAddress } from '../java/net/InetAddress.ts';
import type { JavaClass } from '../java-class.ts';
import { method } from '../method.ts';
import { INT, ref } from '../param-types.ts';

interface ServerState {
  readonly port: number;
  readonly gateway: Gateway;
}

export const PythonClient: JavaClass<CallbackClient> = javaClass('py4j.PythonClient', () => ({
  methods: {
    getAddress: method([], (_, self) => InetAddress.of({ host: '', address: self.address })),
    getPort: method([], (_, self) => self.port),
  },
}));

export const GatewayServer: JavaClass<ServerState> = javaClass('py4j.GatewayServer', () => ({
  methods: {
    getCallbackClient: method([], (_, self) => PythonClient.of(self.gateway.callbacks)),
    resetCallbackClient: method([ref(InetAddress), INT], (_, self, address, port) => {
      self.gateway.callbacks.reset(address.address, port);
    }),
    getAddress: method([], () => InetAddress.of({ host: '', address: '127.0.0.1' })),
    getPort: method([], (_, self) => self.port),
    getListeningPort: method([], (_, self) => self.port),
    getPythonPort: method([], (_, self) => self.gateway.callbacks.port),
  },
}));
