import type { INamespace } from 'protobufjs';

/**
 * The payload of Sparkplug B as the specification's protocol buffers define it (Eclipse Sparkplug 3.0, 6.4), the parts
 * that are read. Fields that are not named here are skipped, as protocol buffers want it.
 *
 * It is of the second edition, where a field that is 0 is told from one that is not there: sequences and aliases begin
 * with 0. The library takes what says nothing for the third.
 */
export const SPARKPLUG_PAYLOAD: INamespace = {
  nested: {
    PropertyValue: {
      edition: 'proto2',
      oneofs: {
        value: {
          oneof: [
            'intValue',
            'longValue',
            'floatValue',
            'doubleValue',
            'booleanValue',
            'stringValue',
          ],
        },
      },
      fields: {
        type: { type: 'uint32', id: 1 },
        isNull: { type: 'bool', id: 2 },
        intValue: { type: 'uint32', id: 3 },
        longValue: { type: 'uint64', id: 4 },
        floatValue: { type: 'float', id: 5 },
        doubleValue: { type: 'double', id: 6 },
        booleanValue: { type: 'bool', id: 7 },
        stringValue: { type: 'string', id: 8 },
      },
    },
    PropertySet: {
      edition: 'proto2',
      fields: {
        keys: { rule: 'repeated', type: 'string', id: 1 },
        values: { rule: 'repeated', type: 'PropertyValue', id: 2 },
      },
    },
    MetaData: { edition: 'proto2', fields: { description: { type: 'string', id: 8 } } },
    Metric: {
      edition: 'proto2',
      oneofs: {
        value: {
          oneof: [
            'intValue',
            'longValue',
            'floatValue',
            'doubleValue',
            'booleanValue',
            'stringValue',
            'bytesValue',
          ],
        },
      },
      fields: {
        name: { type: 'string', id: 1 },
        alias: { type: 'uint64', id: 2 },
        timestamp: { type: 'uint64', id: 3 },
        datatype: { type: 'uint32', id: 4 },
        isHistorical: { type: 'bool', id: 5 },
        isTransient: { type: 'bool', id: 6 },
        isNull: { type: 'bool', id: 7 },
        metadata: { type: 'MetaData', id: 8 },
        properties: { type: 'PropertySet', id: 9 },
        intValue: { type: 'uint32', id: 10 },
        longValue: { type: 'uint64', id: 11 },
        floatValue: { type: 'float', id: 12 },
        doubleValue: { type: 'double', id: 13 },
        booleanValue: { type: 'bool', id: 14 },
        stringValue: { type: 'string', id: 15 },
        bytesValue: { type: 'bytes', id: 16 },
      },
    },
    Payload: {
      edition: 'proto2',
      fields: {
        timestamp: { type: 'uint64', id: 1 },
        metrics: { rule: 'repeated', type: 'Metric', id: 2 },
        seq: { type: 'uint64', id: 3 },
      },
    },
  },
};
