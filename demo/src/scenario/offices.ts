/** Units of the sample county and above it that more than one script names. */
export const county = '县总值班室'
export const bureau = '县应急管理局'
export const city = '沧宁市总值班室'
export const cityBureau = '沧宁市应急管理局'
export const forestry = '县林业局'
export const cityForestry = '沧宁市林业局（市森防办）'
export const provinceForestry = '岚江省林业局（省森防办）'
