const euros = new Intl.NumberFormat('en', { style: 'currency', currency: 'EUR' })
const clock = new Intl.DateTimeFormat('en', { timeStyle: 'medium' })

export const money = (cents: number) => euros.format(cents / 100)
/** Hours, minutes and seconds; `at`: epoch ms. */
export const time = (at: number) => clock.format(at)
