/** What the usual failures of a connection mean to an operator, by the codes of Node, OpenSSL and nodemailer or by their words. */
const meanings: [RegExp, string][] = [
  [/ECONNREFUSED/, '对方拒绝连接，请核对地址和端口'],
  [/ENOTFOUND|EAI_AGAIN|EDNS/, '找不到该地址，请核对域名和域名解析'],
  [/EHOSTUNREACH|ENETUNREACH|EHOSTDOWN/, '网络不通，请检查本机网络和防火墙'],
  [/SELF_SIGNED|self[- ]signed|UNABLE_TO_VERIFY_LEAF/, '对方使用自签名证书，不受信任'],
  [/UNABLE_TO_GET_ISSUER|unable to (get|verify)/, '对方证书的签发机构不受信任'],
  [/CERT_HAS_EXPIRED|certificate has expired/, '对方证书已过期'],
  [/CERT_NOT_YET_VALID/, '对方证书尚未生效，请核对本机时间'],
  [/CERT_ALTNAME_INVALID|does not match certificate/, '对方证书与地址不符'],
  [/EPROTO|ETLS|wrong version number|Greeting never received/, '不能建立加密连接，请核对端口和加密方式'],
  [/EAUTH/, '用户名或密码不被接受'],
  [/EENVELOPE/, '发件人或收件人地址不被接受'],
  [/TIMEDOUT|TIMEOUT|TimeoutError|timed? ?out/i, '连接超时，对方没有答复'],
  [/ECONNRESET|EPIPE|ECONNECTION|socket hang up|connection closed|socket close/i, '连接被中断'],
]

/**
 * The message of an error, in Chinese with the original in parentheses when it is one of the usual failures of a connection; any other
 * stays as it is.
 */
export function errorInWords(error: Error & { code?: unknown; errors?: Error[] }): string {
  // Where several addresses were tried, the message is empty and the first failure says why.
  const original = error.message || error.errors?.[0]?.message || String(error.code ?? error.name)
  if (/\p{Script=Han}/u.test(original)) return original
  const cause = error.cause as { code?: unknown; message?: unknown } | undefined
  const clues = [error.name, error.code, original, cause?.code, cause?.message].join(' ')
  const meaning = meanings.find(([pattern]) => pattern.test(clues))?.[1]
  return meaning ? `${meaning}（${original}）` : original
}
