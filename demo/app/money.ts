const euros = new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'EUR' })
const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' })

export const money = (cents: number) => euros.format(cents / 100)
/** Hours, minutes and seconds; `at`: epoch ms. */
export const time = (at: number) => clock.format(at)
