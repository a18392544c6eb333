import { defineTexts } from '../app/define-texts.ts';
import { connectDataServicesFields } from './connect-data-services-fields.ts';
import { httpJsonFields } from './http-json-fields.ts';
import { mqttFields } from './mqtt-fields.ts';
import { opcUaFields } from './opc-ua-fields.ts';
import { oracleFields } from './oracle-fields.ts';
import { sqlFields } from './sql-fields.ts';
import { sqlServerFields } from './sql-server-fields.ts';

/**
 * What the plugins' schemas say of their fields, in both languages: `<kind>.<path>` is the title, `…_says` the
 * description. A field that is not here is shown in the plugin's own words.
 */
export const sourceFieldsTexts = defineTexts('source-fields', {
  en: {
    ...connectDataServicesFields.en,
    ...httpJsonFields.en,
    ...mqttFields.en,
    ...opcUaFields.en,
    ...oracleFields.en,
    ...sqlFields.en,
    ...sqlServerFields.en,
    'aveva-pi.mode': 'Connection',
    'aveva-pi.mode_says':
      'web-api: AVEVA PI Web API. gateway: a plant gateway that answers /pi/trn.',
    'aveva-pi.baseUrl': 'Base URL',
    'aveva-pi.baseUrl_says':
      'Of the PI Web API, normally ending in /piwebapi; of a gateway, its address.',
    'aveva-pi.dataServer': 'PI Data Archive',
    'aveva-pi.dataServer_says': 'Its name. Not needed where the PI Web API knows exactly one.',
    'aveva-pi.assetServer': 'AF server',
    'aveva-pi.assetServer_says': 'Needed for AF attributes only where there is more than one.',
    'aveva-pi.assetDatabase': 'AF database',
    'aveva-pi.assetDatabase_says':
      'Where element paths begin. Not needed where the AF server has exactly one.',
    'aveva-pi.authentication': 'Log-in',
    'aveva-pi.authentication_says':
      'Left empty: bearer with a token, basic with a user, otherwise anonymous.',
    'aveva-pi.user': 'User',
    'aveva-pi.user_says': 'A read-only account, for basic. A domain user is DOMAIN\\user.',
    'aveva-pi.password': 'Password',
    'aveva-pi.token': 'Bearer token',
    'aveva-pi.servicePrincipalName': 'Kerberos service',
    'aveva-pi.servicePrincipalName_says': 'Left empty: HTTP@ and the host of the base URL.',
    'aveva-pi.caFile': 'CA certificate file',
    'aveva-pi.caFile_says': 'PEM file of the authority, or of the self-signed certificate itself.',
    'aveva-pi.insecureSkipTlsVerify': 'Do not verify the certificate',
    'aveva-pi.insecureSkipTlsVerify_says':
      'Anybody on the way could then answer in the server’s place. Prefer a CA file.',
    'aveva-pi.timeoutMs': 'Time limit of a request (ms)',
    'aveva-pi.maxConcurrentRequests': 'Requests at the same time',
    'aveva-pi.maxRequestsPerSecond': 'Requests per second at most',
    'aveva-pi.maxRequestsPerSecond_says':
      'Left empty: no limit of our own; the server’s Retry-After is always kept.',
    'aveva-pi.maxUrlLength': 'Longest URL',
    'aveva-pi.maxUrlLength_says':
      'A question with more tags than fit goes out as one batch request.',
    'aveva-pi.maxTagsPerQuestion': 'Tags per wildcard or element at most',
    'aveva-pi.maxValuesPerTag': 'Values per tag of one history at most',
    'aveva-pi.tagIndex': 'Index the tags',
    'aveva-pi.tagIndex_says':
      'Names and descriptors are loaded in the background, for search and typing errors.',
    'aveva-pi.tagIndexRefreshMinutes': 'Refresh the index every (minutes)',
    'aveva-pi.defaultTag': 'Tag for the connection test',
    'aveva-pi.defaultTag_says': 'Gateway: the tag that the connection test reads.',
    'aveva-pi.tags': 'Tags of the gateway',
    'aveva-pi.tags_says': 'Gateway: units and descriptions, which it does not tell.',
    'aveva-pi.tags.name': 'Tag',
    'aveva-pi.tags.description': 'Description',
    'aveva-pi.tags.unit': 'Unit',
    'aveva-pi.tags.displayDigits': 'Display digits',
    'aveva-pi.timeZone': 'Time zone of the gateway',
    'aveva-pi.timeZone_says': 'Gateway: the IANA zone of its local times. Left empty: the site’s.',
  },
  id: {
    ...connectDataServicesFields.id,
    ...httpJsonFields.id,
    ...mqttFields.id,
    ...opcUaFields.id,
    ...oracleFields.id,
    ...sqlFields.id,
    ...sqlServerFields.id,
    'aveva-pi.mode': 'Sambungan',
    'aveva-pi.mode_says':
      'web-api: AVEVA PI Web API. gateway: gateway pabrik yang menjawab /pi/trn.',
    'aveva-pi.baseUrl': 'Alamat (URL)',
    'aveva-pi.baseUrl_says':
      'Alamat PI Web API, biasanya berakhiran /piwebapi; untuk gateway, alamat gateway itu.',
    'aveva-pi.dataServer': 'PI Data Archive',
    'aveva-pi.dataServer_says': 'Namanya. Tidak perlu jika PI Web API hanya mengenal satu.',
    'aveva-pi.assetServer': 'Server AF',
    'aveva-pi.assetServer_says': 'Hanya perlu untuk atribut AF jika servernya lebih dari satu.',
    'aveva-pi.assetDatabase': 'Basis data AF',
    'aveva-pi.assetDatabase_says':
      'Tempat alamat elemen dimulai. Tidak perlu jika server AF hanya punya satu.',
    'aveva-pi.authentication': 'Login',
    'aveva-pi.authentication_says':
      'Dikosongkan: bearer jika ada token, basic jika ada pengguna, selain itu anonymous.',
    'aveva-pi.user': 'Pengguna',
    'aveva-pi.user_says':
      'Akun yang hanya membaca, untuk basic. Pengguna domain: DOMAIN\\pengguna.',
    'aveva-pi.password': 'Kata sandi',
    'aveva-pi.token': 'Token bearer',
    'aveva-pi.servicePrincipalName': 'Layanan Kerberos',
    'aveva-pi.servicePrincipalName_says': 'Dikosongkan: HTTP@ dan host dari alamat di atas.',
    'aveva-pi.caFile': 'Berkas sertifikat CA',
    'aveva-pi.caFile_says': 'Berkas PEM dari CA, atau dari sertifikat self-signed itu sendiri.',
    'aveva-pi.insecureSkipTlsVerify': 'Jangan periksa sertifikat',
    'aveva-pi.insecureSkipTlsVerify_says':
      'Siapa pun di jalur itu bisa menjawab atas nama server. Lebih baik pakai berkas CA.',
    'aveva-pi.timeoutMs': 'Batas waktu permintaan (ms)',
    'aveva-pi.maxConcurrentRequests': 'Permintaan pada saat yang sama',
    'aveva-pi.maxRequestsPerSecond': 'Permintaan per detik paling banyak',
    'aveva-pi.maxRequestsPerSecond_says':
      'Dikosongkan: tanpa batas sendiri; Retry-After dari server selalu dipatuhi.',
    'aveva-pi.maxUrlLength': 'URL terpanjang',
    'aveva-pi.maxUrlLength_says':
      'Pertanyaan dengan tag lebih banyak dikirim sebagai satu permintaan batch.',
    'aveva-pi.maxTagsPerQuestion': 'Tag per wildcard atau elemen paling banyak',
    'aveva-pi.maxValuesPerTag': 'Nilai per tag dalam satu riwayat paling banyak',
    'aveva-pi.tagIndex': 'Buat indeks tag',
    'aveva-pi.tagIndex_says':
      'Nama dan deskripsi dimuat di latar belakang, untuk pencarian dan salah ketik.',
    'aveva-pi.tagIndexRefreshMinutes': 'Perbarui indeks setiap (menit)',
    'aveva-pi.defaultTag': 'Tag untuk uji sambungan',
    'aveva-pi.defaultTag_says': 'Gateway: tag yang dibaca saat uji sambungan.',
    'aveva-pi.tags': 'Tag dari gateway',
    'aveva-pi.tags_says': 'Gateway: satuan dan keterangan, yang tidak diberikannya.',
    'aveva-pi.tags.name': 'Tag',
    'aveva-pi.tags.description': 'Keterangan',
    'aveva-pi.tags.unit': 'Satuan',
    'aveva-pi.tags.displayDigits': 'Digit tampilan',
    'aveva-pi.timeZone': 'Zona waktu gateway',
    'aveva-pi.timeZone_says':
      'Gateway: zona IANA dari jam lokalnya. Dikosongkan: zona waktu lokasi ini.',
  },
});
