import ApusCommand

Program.apus.run()
