/** The forms of PostgreSQL, MySQL and MariaDB, and SQLite sources. */
export const sqlFields = {
  en: {
    'mysql.allowedFunctions': 'Functions allowed besides the built-in ones',
    'mysql.allowedFunctions_says':
      'By name. Only functions that change nothing: nobody checks what they do.',
    'mysql.caFile': 'CA certificate file',
    'mysql.caFile_says': 'PEM file of the authority, or of the self-signed certificate itself.',
    'mysql.database': 'Database',
    'mysql.host': 'Host',
    'mysql.insecureSkipTlsVerify': 'Do not verify the certificate',
    'mysql.insecureSkipTlsVerify_says':
      'Anybody on the way could then answer in the server’s place. Prefer a CA file.',
    'mysql.maxBytes': 'Largest answer (bytes)',
    'mysql.maxBytes_says': 'Rows beyond it are left out, and the reply says so.',
    'mysql.maxConnections': 'Connections at most',
    'mysql.maxConnections_says': 'More questions at the same time wait for each other.',
    'mysql.password': 'Password',
    'mysql.port': 'Port',
    'mysql.timeZone': 'Time zone of the database’s local times',
    'mysql.timeZone_says':
      'The IANA zone of columns that hold a date and time without zone. Left empty: the site’s.',
    'mysql.timeoutMs': 'Time limit of a query (ms)',
    'mysql.timeoutMs_says': 'The database itself ends a query that takes longer.',
    'mysql.tls': 'Encryption (TLS)',
    'mysql.tls_says':
      'require: encrypted, and the certificate must be valid. prefer: encrypted where the server can, whoever it is. off: never.',
    'mysql.user': 'User',
    'mysql.user_says': 'An account that can only read.',
    'postgresql.allowedFunctions': 'Functions allowed besides the built-in ones',
    'postgresql.allowedFunctions_says':
      'By name. Only functions that change nothing: nobody checks what they do.',
    'postgresql.caFile': 'CA certificate file',
    'postgresql.caFile_says':
      'PEM file of the authority, or of the self-signed certificate itself.',
    'postgresql.database': 'Database',
    'postgresql.host': 'Host',
    'postgresql.insecureSkipTlsVerify': 'Do not verify the certificate',
    'postgresql.insecureSkipTlsVerify_says':
      'Anybody on the way could then answer in the server’s place. Prefer a CA file.',
    'postgresql.maxBytes': 'Largest answer (bytes)',
    'postgresql.maxBytes_says': 'Rows beyond it are left out, and the reply says so.',
    'postgresql.maxConnections': 'Connections at most',
    'postgresql.maxConnections_says': 'More questions at the same time wait for each other.',
    'postgresql.password': 'Password',
    'postgresql.port': 'Port',
    'postgresql.timeZone': 'Time zone of the database’s local times',
    'postgresql.timeZone_says':
      'The IANA zone of columns that hold a date and time without zone. Left empty: the site’s.',
    'postgresql.timeoutMs': 'Time limit of a query (ms)',
    'postgresql.timeoutMs_says': 'The database itself ends a query that takes longer.',
    'postgresql.tls': 'Encryption (TLS)',
    'postgresql.tls_says':
      'require: encrypted, and the certificate must be valid. prefer: encrypted where the server can, whoever it is. off: never.',
    'postgresql.user': 'User',
    'postgresql.user_says': 'An account that can only read.',
    'sqlite.allowedFunctions': 'Functions allowed besides the built-in ones',
    'sqlite.allowedFunctions_says':
      'By name. Only functions that change nothing: nobody checks what they do.',
    'sqlite.maxBytes': 'Largest answer (bytes)',
    'sqlite.maxBytes_says': 'Rows beyond it are left out, and the reply says so.',
    'sqlite.timeZone': 'Time zone of the database’s local times',
    'sqlite.timeZone_says':
      'The IANA zone of columns that hold a date and time without zone. Left empty: the site’s.',
    'sqlite.timeoutMs': 'Time limit of a query (ms)',
    'sqlite.timeoutMs_says': 'The database itself ends a query that takes longer.',
    'sqlite.file': 'File',
    'sqlite.file_says': 'Its path on the machine Plantline runs on. It is opened to be read only.',
    'sqlite.instantDecimals': 'Digits of the fraction of seconds',
    'sqlite.instantDecimals_says':
      'As the texts in this file have them: texts are compared letter by letter.',
    'sqlite.instants': 'Times in this file',
    'sqlite.instants_says':
      'local: 2026-11-28 07:00:00 in the time zone below. utc: the same in UTC. isoLocal, isoUtc: with a T, and a Z for UTC. epoch, epochMs: seconds or milliseconds since 1970.',
    'sqlite.maxConnections': 'Processes at most',
    'sqlite.maxConnections_says':
      'Each reads the file for one question at a time, and takes about 50 MB.',
  },
  id: {
    'mysql.allowedFunctions': 'Fungsi yang diizinkan selain bawaan',
    'mysql.allowedFunctions_says':
      'Berdasarkan nama. Hanya fungsi yang tidak mengubah apa pun: tidak ada yang memeriksa apa yang dilakukannya.',
    'mysql.caFile': 'Berkas sertifikat CA',
    'mysql.caFile_says':
      'Berkas PEM dari otoritas, atau dari sertifikat yang ditandatangani sendiri.',
    'mysql.database': 'Basis data',
    'mysql.host': 'Host',
    'mysql.insecureSkipTlsVerify': 'Jangan periksa sertifikat',
    'mysql.insecureSkipTlsVerify_says':
      'Siapa pun di tengah jalan lalu dapat menjawab sebagai server. Lebih baik pakai berkas CA.',
    'mysql.maxBytes': 'Jawaban terbesar (byte)',
    'mysql.maxBytes_says': 'Baris selebihnya dihilangkan, dan balasan menyebutkannya.',
    'mysql.maxConnections': 'Koneksi paling banyak',
    'mysql.maxConnections_says': 'Pertanyaan lebih banyak pada saat yang sama saling menunggu.',
    'mysql.password': 'Kata sandi',
    'mysql.port': 'Port',
    'mysql.timeZone': 'Zona waktu dari waktu lokal basis data',
    'mysql.timeZone_says':
      'Zona IANA dari kolom yang berisi tanggal dan jam tanpa zona. Bila kosong: zona situs.',
    'mysql.timeoutMs': 'Batas waktu kueri (ms)',
    'mysql.timeoutMs_says': 'Basis data sendiri menghentikan kueri yang lebih lama.',
    'mysql.tls': 'Enkripsi (TLS)',
    'mysql.tls_says':
      'require: terenkripsi, dan sertifikatnya harus sah. prefer: terenkripsi bila server bisa, siapa pun server itu. off: tidak pernah.',
    'mysql.user': 'Pengguna',
    'mysql.user_says': 'Akun yang hanya dapat membaca.',
    'postgresql.allowedFunctions': 'Fungsi yang diizinkan selain bawaan',
    'postgresql.allowedFunctions_says':
      'Berdasarkan nama. Hanya fungsi yang tidak mengubah apa pun: tidak ada yang memeriksa apa yang dilakukannya.',
    'postgresql.caFile': 'Berkas sertifikat CA',
    'postgresql.caFile_says':
      'Berkas PEM dari otoritas, atau dari sertifikat yang ditandatangani sendiri.',
    'postgresql.database': 'Basis data',
    'postgresql.host': 'Host',
    'postgresql.insecureSkipTlsVerify': 'Jangan periksa sertifikat',
    'postgresql.insecureSkipTlsVerify_says':
      'Siapa pun di tengah jalan lalu dapat menjawab sebagai server. Lebih baik pakai berkas CA.',
    'postgresql.maxBytes': 'Jawaban terbesar (byte)',
    'postgresql.maxBytes_says': 'Baris selebihnya dihilangkan, dan balasan menyebutkannya.',
    'postgresql.maxConnections': 'Koneksi paling banyak',
    'postgresql.maxConnections_says':
      'Pertanyaan lebih banyak pada saat yang sama saling menunggu.',
    'postgresql.password': 'Kata sandi',
    'postgresql.port': 'Port',
    'postgresql.timeZone': 'Zona waktu dari waktu lokal basis data',
    'postgresql.timeZone_says':
      'Zona IANA dari kolom yang berisi tanggal dan jam tanpa zona. Bila kosong: zona situs.',
    'postgresql.timeoutMs': 'Batas waktu kueri (ms)',
    'postgresql.timeoutMs_says': 'Basis data sendiri menghentikan kueri yang lebih lama.',
    'postgresql.tls': 'Enkripsi (TLS)',
    'postgresql.tls_says':
      'require: terenkripsi, dan sertifikatnya harus sah. prefer: terenkripsi bila server bisa, siapa pun server itu. off: tidak pernah.',
    'postgresql.user': 'Pengguna',
    'postgresql.user_says': 'Akun yang hanya dapat membaca.',
    'sqlite.allowedFunctions': 'Fungsi yang diizinkan selain bawaan',
    'sqlite.allowedFunctions_says':
      'Berdasarkan nama. Hanya fungsi yang tidak mengubah apa pun: tidak ada yang memeriksa apa yang dilakukannya.',
    'sqlite.maxBytes': 'Jawaban terbesar (byte)',
    'sqlite.maxBytes_says': 'Baris selebihnya dihilangkan, dan balasan menyebutkannya.',
    'sqlite.timeZone': 'Zona waktu dari waktu lokal basis data',
    'sqlite.timeZone_says':
      'Zona IANA dari kolom yang berisi tanggal dan jam tanpa zona. Bila kosong: zona situs.',
    'sqlite.timeoutMs': 'Batas waktu kueri (ms)',
    'sqlite.timeoutMs_says': 'Basis data sendiri menghentikan kueri yang lebih lama.',
    'sqlite.file': 'Berkas',
    'sqlite.file_says': 'Letaknya di mesin tempat Plantline berjalan. Dibuka hanya untuk dibaca.',
    'sqlite.instantDecimals': 'Angka pecahan detik',
    'sqlite.instantDecimals_says':
      'Seperti pada teks di berkas ini: teks dibandingkan huruf demi huruf.',
    'sqlite.instants': 'Waktu dalam berkas ini',
    'sqlite.instants_says':
      'local: 2026-11-28 07:00:00 menurut zona waktu di bawah. utc: sama, dalam UTC. isoLocal, isoUtc: dengan T, dan Z untuk UTC. epoch, epochMs: detik atau milidetik sejak 1970.',
    'sqlite.maxConnections': 'Proses paling banyak',
    'sqlite.maxConnections_says':
      'Masing-masing membaca berkas untuk satu pertanyaan pada satu waktu, dan memakai sekitar 50 MB.',
  },
} as const;
