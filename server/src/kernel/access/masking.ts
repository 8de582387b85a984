/** 张* for a name, the compound surnames kept whole (欧阳**). Personal data shows no more than the work needs (个人信息保护法第六条). */
export function maskedName(name: string | null): string | null {
  if (!name) return name
  const compound = ['欧阳', '司马', '上官', '诸葛', '夏侯', '皇甫', '尉迟', '公孙', '慕容', '令狐', '东方', '宇文']
  const surname = compound.find(one => name.startsWith(one)) ?? Array.from(name)[0] ?? ''
  return surname + '*'.repeat(Math.max(1, Array.from(name).length - Array.from(surname).length))
}

/** 138****5678; a short number keeps its last two digits only. */
export function maskedPhone(phone: string | null): string | null {
  if (!phone) return phone
  if (phone.length < 7) return `${'*'.repeat(Math.max(1, phone.length - 2))}${phone.slice(-2)}`
  return `${phone.slice(0, 3)}****${phone.slice(-4)}`
}

/** 990321********0010: an identity-card number keeps its first six and last four characters. */
export function maskedIdNumber(number: string | null): string | null {
  if (!number) return number
  return number.length < 11 ? '*'.repeat(number.length) : `${number.slice(0, 6)}********${number.slice(-4)}`
}
