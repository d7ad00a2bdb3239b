import ApusCommand

Program.translate.run()
