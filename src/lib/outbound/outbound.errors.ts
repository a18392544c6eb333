import { AppError } from '#sdk';

/** An address no plant system has: link-local, a cloud's metadata service, multicast and the like. */
export function addressRefused(): AppError {
  return new AppError(
    'upstream',
    'outbound.address_refused',
    'Plantline does not connect to such addresses: link-local, cloud metadata, multicast or reserved. Enter the address of the system itself.',
  );
}

/** An address of the plant's or this machine's own network, for what may only go to the Internet. */
export function privateAddressRefused(): AppError {
  return new AppError(
    'upstream',
    'outbound.private_refused',
    'Only a data source may be in a private network. Enter an address that the Internet can reach.',
  );
}
